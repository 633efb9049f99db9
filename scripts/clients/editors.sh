# Runs an editor through a job in a world of its own and compares what it saw; sourced by the suite.
# shellcheck shell=bash
# shellcheck source=scripts/clients/world.sh
. scripts/clients/world.sh

# Processes that still have the world's home in their environment.
left_over() {
  grep -lzsx "TERCET_HOME=$world/home" /proc/[0-9]*/environ 2>/dev/null | sed 's|/proc/\(.*\)/environ|\1|'
}

nothing_left() {
  local tries=0
  while [ -n "$(left_over)" ]; do
    tries=$((tries + 1))
    if [ $tries -gt 100 ]; then
      echo "processes are left over:"
      left_over | while read -r process; do
        echo "$process $(tr '\0' ' ' <"/proc/$process/cmdline")"
      done
      return 1
    fi
    sleep 0.1
  done
}

# The transcript against the one that was looked at; UPDATE_GOLDEN=1 takes the new one.
same_as() {
  if [ "${UPDATE_GOLDEN:-}" = 1 ]; then
    cp "$1" "$2"
  fi
  diff -u "$2" "$1"
}

# in_world GOLDEN COMMAND…: the command is run in a new world and writes its transcript to $TRANSCRIPT.
in_world() {
  local golden=$1 status=0
  shift
  make_world "$(mktemp -d /tmp/tce-XXXXXX)"
  (cd "$world/repo" && world_environment TRANSCRIPT="$world/transcript" PATIENCE="${PATIENCE:-60000}" \
    timeout 300 "$@" </dev/null) || status=$?
  [ $status -eq 0 ] || echo "the editor ended with exit code $status"
  same_as "$world/transcript" "$golden" || status=1
  end_world_quietly || status=1
  return $status
}

end_world_quietly() {
  end_daemon && nothing_left && rm -rf "$world"
}

# The same job with a server that is none of ours has to fail, else the job shows nothing.
fails_with_wrong_server() {
  local status=0
  make_world "$(mktemp -d /tmp/tce-XXXXXX)"
  rm "$world/bin/tercet"
  install -m 755 scripts/clients/wrong-server "$world/bin/tercet"
  (cd "$world/repo" && world_environment TRANSCRIPT="$world/transcript" PATIENCE=3000 timeout 100 "$@" </dev/null) || status=$?
  grep '^FAILED' "$world/transcript" || status=0
  nothing_left && rm -rf "$world"
  if [ $status -eq 0 ]; then
    echo "the job passed, or ended without a word, though the server was another one"
    return 1
  fi
}
