# Where a Chromium is; sourced. Sets browser.
find_browser() {
  local name
  for name in chromium chromium-browser google-chrome google-chrome-stable; do
    browser=$(command -v "$name") && return 0
  done
  return 1
}
