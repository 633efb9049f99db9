# Where what the clients' tests need is installed; sourced.
clients=${XDG_CACHE_HOME:-${HOME:-}/.cache}/tercet/clients

need_node() {
  local version
  version=$(node --version 2>/dev/null) || version=none
  case $version in
    v2[0-9].* | v[3-9][0-9].*) ;;
    *)
      echo "the TypeScript client runs on node 20 or newer; found: $version. apt install nodejs, brew install node, or https://nodejs.org" >&2
      return 1
      ;;
  esac
}
