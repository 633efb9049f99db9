# Emacs: the package through the whole job, what it says in trouble, and eglot alone; sourced by the suite.
# shellcheck shell=bash

# The snippet of the guide, as it stands there.
emacs_snippet() {
  awk '/^### Emacs \(eglot\), without/ { here = 1 } here && /^```$/ { exit } text { print } here && /^```elisp/ { text = 1 }' \
    docs/guides/editors.md
}

emacs_compiles() {
  mkdir -p "$work/elisp"
  cp clients/emacs/*.el "$work/elisp/"
  (cd "$work/elisp" && emacs -Q --batch --eval '(setq package-directory-list (list "/usr/share/emacs/site-lisp/elpa"))' \
    -f package-initialize -L . --eval '(setq byte-compile-error-on-warn t)' -f batch-byte-compile ./*.el)
}

emacs_is_documented() {
  local file said status=0
  for file in clients/emacs/*.el; do
    said=$(emacs -Q --batch -l checkdoc --eval "
      (with-current-buffer (find-file-noselect \"$file\")
        (let ((checkdoc-diagnostic-buffer \"*found*\"))
          (checkdoc-current-buffer t)
          (princ (with-current-buffer \"*found*\" (buffer-string)))))" 2>/dev/null | grep "^$(basename "$file"):") || continue
    echo "$said"
    status=1
  done
  return $status
}

emacs_client() {
  if ! command -v emacs >/dev/null; then
    echo "Emacs is not installed: ./dev setup clients" >&2
    exit 1
  fi
  local test=$root/clients/emacs/test
  emacs --version | sed -n 1p
  emacs_snippet >"$work/snippet.el"
  check "Emacs: compiles without a warning" emacs_compiles
  check "Emacs: checkdoc finds nothing" emacs_is_documented
  check "Emacs: from a template to a merge" in_world "$test/job.golden" emacs -Q --batch -l "$test/job.el"
  check "Emacs: rejected, stale, given up" in_world "$test/corners.golden" emacs -Q --batch -l "$test/corners.el"
  check "Emacs: what is said in trouble" in_world "$test/trouble.golden" emacs -Q --batch -l "$test/trouble.el"
  check "Emacs: eglot alone, as the guide says" in_world "$test/plain.golden" \
    env SNIPPET="$work/snippet.el" emacs -Q --batch -l "$test/plain.el"
  check "Emacs: the job fails with another server" fails_with_wrong_server emacs -Q --batch -l "$test/job.el"
}
