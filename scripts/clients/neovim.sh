# Neovim: the plugin through the whole job, what it says in trouble, and Neovim's own client without it; sourced.
# shellcheck shell=bash

# The snippet of the guide, as it stands there.
neovim_snippet() {
  awk '/^### Neovim, without/ { here = 1 } here && /^```$/ { exit } text { print } here && /^```lua/ { text = 1 }' \
    docs/guides/editors.md
}

neovim_help() {
  local log=$work/helptags
  nvim --headless -i NONE -n -u NONE -c "helptags $work/doc" -c qa >"$log" 2>&1 </dev/null || true
  [ ! -s "$log" ] || {
    cat "$log"
    return 1
  }
  local word
  for word in inbox quickfix show log diff new lens approve push-back merge; do
    grep -q ":Tercet-$word" "$work/doc/tags" || {
      echo "doc/tercet.txt has no tag :Tercet-$word"
      return 1
    }
  done
}

neovim_client() {
  if ! command -v nvim >/dev/null; then
    echo "Neovim is not installed: ./dev setup clients" >&2
    exit 1
  fi
  local test=$root/clients/neovim/test init=$root/clients/neovim/test/init.lua
  nvim --version | sed -n 1p
  mkdir -p "$work/doc"
  cp clients/neovim/doc/tercet.txt "$work/doc/"
  neovim_snippet >"$work/snippet.lua"
  check "Neovim: help" neovim_help
  check "Neovim: from a template to a merge" in_world "$test/job.golden" \
    nvim --headless -i NONE -n -u "$init" -c "luafile $test/job.lua"
  check "Neovim: rejected, stale, edited, given up" in_world "$test/corners.golden" \
    nvim --headless -i NONE -n -u "$init" -c "luafile $test/corners.lua"
  check "Neovim: what is said in trouble" in_world "$test/trouble.golden" \
    nvim --headless -i NONE -n -u "$init" -c "luafile $test/trouble.lua"
  check "Neovim: without the plugin, as the guide says" in_world "$test/plain.golden" \
    nvim --headless -i NONE -n -u "$work/snippet.lua" -c "luafile $test/plain.lua"
  check "Neovim: the job fails with another server" fails_with_wrong_server \
    nvim --headless -i NONE -n -u "$init" -c "luafile $test/job.lua"
}
