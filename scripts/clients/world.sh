# A home, a repository and scripted agents for a client's test, in a folder with a short name; sourced.
# shellcheck shell=bash

# Makes the world in the folder given and sets the environment that editors and `tercet` run in.
make_world() {
  world=$1
  mkdir -p "$world/user" "$world/home" "$world/bin" "$world/repo"
  ln -s "$root/dist/bin/tercet" "$world/bin/tercet"
  cp "$root/scripts/clients/job.script" "$world/job.script"
  sed "s|@SCRIPT@|$world/job.script|" "$root/scripts/clients/job-settings.json" >"$world/home/settings.json"
  printf '[user]\n  name = Ann Example\n  email = ann@example.com\n[init]\n  defaultBranch = main\n' >"$world/gitconfig"
  world_environment git -C "$world/repo" init -q -b main
  printf '#!/bin/sh\necho "Hello, World"\n' >"$world/repo/hello.sh"
  printf '#!/bin/sh\ntest "$(sh hello.sh)" = "Hello, World"\n' >"$world/repo/test.sh"
  world_environment git -C "$world/repo" add -A
  world_environment git -C "$world/repo" commit -q -m 'Begin'
}

# Runs a command with nothing of this user's environment but a terminal and a PATH.
world_environment() {
  env -i HOME="$world/user" PATH="$world/bin:$PATH" SHELL=/bin/sh LANG=C.UTF-8 TERM="${TERM:-dumb}" \
    JAVA_HOME="${JAVA_HOME:-}" TERCET_HOME="$world/home" TMPDIR="$world" WORLD="$world" ROOT="$root" \
    XDG_CONFIG_HOME="$world/user/config" XDG_DATA_HOME="$world/user/data" XDG_CACHE_HOME="$world/user/cache" \
    XDG_STATE_HOME="$world/user/state" GIT_CONFIG_GLOBAL="$world/gitconfig" GIT_CONFIG_NOSYSTEM=1 "$@"
}

# Ends the daemon of the world and waits until its process is gone; says so when it is not.
end_daemon() {
  local process tries=0
  process=$(world_environment "$root/dist/bin/tercet" daemon status --json 2>/dev/null | sed -n 's/.*"pid": *\([0-9]*\).*/\1/p')
  world_environment "$root/dist/bin/tercet" daemon stop >/dev/null 2>&1 || true
  while [ -n "$process" ] && kill -0 "$process" 2>/dev/null; do
    tries=$((tries + 1))
    if [ $tries -gt 300 ]; then
      echo "the daemon with process $process is still there" >&2
      return 1
    fi
    sleep 0.1
  done
}
