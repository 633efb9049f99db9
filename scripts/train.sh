# Making the ahead-of-time caches of a distribution; sourced.

all_caches='daemon tercet front standalone'

# One run of each program of distribution $1 that does what is done most, and leaves what it loaded behind as a cache:
# all of them, or those that follow. The daemon finds a task in its journal, so that reading it back is among that, and
# does another with the built-in agent, whose provider is on this machine.
train() {
  local place home cache caches
  place=$(cd "$1" && pwd) || return 1
  shift
  caches=${*:-$all_caches}
  # Of its own and with a short name: a socket is in it.
  home=$(mktemp -d "${TMPDIR:-/tmp}/tercet-train-XXXXXX") || return 1
  rm -f "$place"/lib/*.aot*
  # In a subshell: what is set for the programs is set for nobody else.
  if ! (train_all "$place" "$home") >"$home/log" 2>&1; then
    cat "$home/log" >&2
    echo "the training runs for the ahead-of-time caches failed" >&2
    (TERCET_HOME=$home "$place/bin/tercet" daemon stop) >/dev/null 2>&1
    rm -rf "$home"
    return 1
  fi
  for cache in $caches; do
    await_file "$place/lib/$cache.aot" || {
      echo "no cache was written for $cache" >&2
      return 1
    }
  done
  rm -rf "$home"
}

train_all() {
  local place=$1 home=$2 repo=$2/repo tercet=$1/bin/tercet cache
  export TERCET_HOME=$home
  provider=
  trap '[ -z "$provider" ] || kill "$provider"' EXIT
  git init -q -b main "$repo" &&
    git -C "$repo" -c user.name=train -c user.email=train@example.org commit -q --allow-empty -m 'Begin' &&
    printf 'on any\n  append hello.txt "hello"\n' >"$home/hello.script" &&
    printf '# Hello\n\n### [ ] Step: Build\n<!-- agent: builder -->\nSay hello.\n' >"$home/hello.md" &&
    (cd "$repo" && "$tercet" new 'Say hello' -d 'In one line.' -w "$home/hello.md" --script "$home/hello.script") &&
    "$tercet" daemon stop || return 1
  for cache in $caches; do
    case $cache in
      daemon)
        start_provider "$home" && TERCET_TRAIN_DAEMON=$place/lib/daemon.aot "$tercet" daemon start &&
          { [ -z "$provider" ] || say_by_model; } && "$tercet" list && "$tercet" daemon stop
        ;;
      tercet) TERCET_TRAIN=$place/lib/tercet.aot "$tercet" list ;;
      front) TERCET_TRAIN=$place/lib/front.aot "$tercet" lsp </dev/null || true ;;
      standalone)
        "$tercet" daemon stop
        TERCET_TRAIN=$place/lib/standalone.aot "$tercet" list --standalone
        ;;
    esac || return 1
  done
  "$tercet" daemon stop || true
}

# Sets provider to the process of a provider of models, and has builders use it. Where only some caches are wanted, size
# counts: then they lack what only the built-in agent loads.
start_provider() {
  [ "$caches" = "$all_caches" ] || return 0
  "$JAVA_HOME/bin/java" "$(dirname "${BASH_SOURCE[0]}")/bench/FakeProvider.java" "$1/port" "$1/came" &
  provider=$!
  await_file "$1/port" && cat >"$1/settings.json" <<END
{"agents": {"model": {"kind": "builtin", "api": "openai-chat", "baseUrl": "http://127.0.0.1:$(cat "$1/port")/v1", "model": "m"}},
 "presets": {"builder": {"agent": "model"}}}
END
}

say_by_model() {
  (cd "$repo" && "$tercet" new 'Say hello again' -d 'By a model.' -w "$home/hello.md") && await_file "$home/came"
}

# A program writes its cache after its end.
await_file() {
  local tries=0
  while [ ! -s "$1" ] || [ -e "$1.config" ]; do
    tries=$((tries + 1))
    [ $tries -lt 600 ] || return 1
    sleep 0.1
  done
}
