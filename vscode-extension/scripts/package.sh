# Putting the extension and its server into a package; sourced by package-plain and package-this-platform.

die() {
  echo "${0##*/}: $*" >&2
  exit 1
}

# Sets target to what `vsce` calls this platform.
name_platform() {
  case $(uname -sm) in
    'Linux x86_64') target=linux-x64 ;;
    'Linux aarch64') target=linux-arm64 ;;
    'Darwin x86_64') target=darwin-x64 ;;
    'Darwin arm64') target=darwin-arm64 ;;
    *) die "there is no package for $(uname -sm): take the plain one, with a JDK 25 installed" ;;
  esac
  # An Alpine has another C library than the run-time that is packed on it is made for elsewhere.
  if [ -f /etc/alpine-release ]; then target=${target/linux/alpine}; fi
}

# Puts distribution $1 under server/, without its caches: they fit no other Java than the one they were made with.
take_server() {
  [ -x "$1/bin/tercet" ] || die "$1 is no distribution; ./dev build makes one"
  rm -rf server
  mkdir -p server/bin server/lib
  cp "$1"/bin/tercet server/bin/
  cp "$1"/lib/*.jar "$1"/lib/*.sh server/lib/
}

# The extension's page, with its pictures beside it. Where the repository's pictures are is the first argument.
take_page() {
  local picture
  rm -rf images
  mkdir images
  for picture in $(grep -o 'images/[^)]*\.png' README.md | sed 's|.*/||'); do
    cp "$1/$picture" images/ || die "README.md shows $picture, which is not there"
  done
  sed -i.bak 's|](\.\./docs/images/|](images/|' README.md
  rm -f README.md.bak
}

# Packs what is here as file $1; the rest goes to vsce. Prints the file's name and size.
pack() {
  local file=$1
  shift
  [ -f out/extension.js ] || die "the extension is not built: npm run build"
  rm -f "$file"
  # The sizes of what is in it, as vsce warns of, say nothing about an extension that brings a server.
  node_modules/.bin/vsce package --no-dependencies --allow-missing-repository --no-rewrite-relative-links --out "$file" "$@" \
    >package.log 2>&1 || {
    cat package.log >&2
    die "vsce could not make the package"
  }
  printf '%s  %s MB\n' "$file" "$(wc -c <"$file" | awk '{ printf "%.1f", $1 / 1e6 }')"
}

version_of() {
  sed -n 's/^  "version": "\(.*\)",$/\1/p' package.json
}
