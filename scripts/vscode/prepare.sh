# Building the extension in a folder of its own, beside the client that it is made with; sourced.

# Copies the sources of repository $1 to $2, with the installed tools.
prepare_extension() {
  mkdir -p "$2/clients"
  (cd "$1" && tar -c --exclude=node_modules --exclude=out --exclude=e2e-out vscode-extension clients/typescript docs/settings.schema.json \
    docs/images) |
    tar -x -C "$2"
  cp "$1/LICENSE" "$2/vscode-extension/"
  ln -s "$vscode/npm/node_modules" "$2/vscode-extension/node_modules"
}

# Bundles e2e/$2….ts of the copy $1 for Node.
bundle_e2e() {
  local copy=$1/vscode-extension name
  shift
  for name in "$@"; do
    "$copy/node_modules/.bin/esbuild" "$copy/e2e/$name.ts" --bundle --platform=node --format=esm --log-level=warning \
      --external:playwright-core "--outfile=$copy/e2e-out/$name.mjs"
  done
}

# Bundles the tests of the extension host of the copy $1, for its Node and without what that has.
bundle_host_tests() {
  local copy=$1/vscode-extension
  "$copy/node_modules/.bin/esbuild" "$copy"/e2e/host/*.ts --bundle --platform=node --format=cjs --log-level=warning \
    --external:vscode --external:mocha --outbase="$copy/e2e/host" --outdir="$copy/e2e-out/host"
  mv "$copy/e2e-out/host/index.js" "$copy/e2e-out/host-tests.js"
}
