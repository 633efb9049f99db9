# What the benchmarks share; read by each with `.`. Each works in a private home and folder, gone afterwards.
# shellcheck shell=bash
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
tercet=$root/dist/bin/tercet
# Short, for the socket's path; on the disk of the temporary folder, so TMPDIR chooses what is measured.
work=$(mktemp -d "${TMPDIR:-/tmp}/tb.XXXXXX")
export TERCET_HOME=$work/home
export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1
export GIT_AUTHOR_NAME=bench GIT_AUTHOR_EMAIL=bench@example.org
export GIT_COMMITTER_NAME=bench GIT_COMMITTER_EMAIL=bench@example.org
mkdir -m 700 "$TERCET_HOME"

clean_up() {
  "$tercet" daemon stop >/dev/null 2>&1 || true
  rm -rf "$work"
}
trap clean_up EXIT
# So that the daemon goes with a benchmark that is ended.
trap 'exit 130' INT
trap 'exit 143' TERM

# The running daemon's process.
daemon_pid() {
  "$tercet" daemon status | awk '$1 == "process" { print $2 }'
}

# Resident memory of process $1 in MB.
resident() {
  ps -o rss= -p "$1" | awk '{ printf "%.0f\n", $1 / 1024 }'
}

now_ms() {
  echo $(($(date +%s%N) / 1000000))
}

# The median of the numbers on standard input.
median() {
  sort -n | awk '{ v[NR] = $1 } END { print NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2 }'
}

# Waits for a command to succeed; $1 is the limit in seconds.
await() {
  local end=$(($(date +%s) + $1))
  shift
  until "$@"; do
    if [ "$(date +%s)" -ge $end ]; then
      echo "waited in vain for: $*" >&2
      return 1
    fi
    sleep 0.3
  done
}

# The daemon's commits have the identity that the repository is configured with.
name_committer() {
  git -C "$1" config user.name bench
  git -C "$1" config user.email bench@example.org
}

# A repository of one commit, at $1.
new_repository() {
  git init -q -b main "$1"
  name_committer "$1"
  printf 'text\n' >"$1/README.md"
  git -C "$1" add .
  git -C "$1" commit -qm 'Begin'
}

# Does a task of one plan step and a build step of $1 items with scripted agents; sets task to its id.
do_steps() {
  local items=$1 number
  new_repository "$work/repo"
  cd "$work/repo"
  {
    printf 'on plan\n  write {artifacts}/plan.md <<END\n  # Plan\n\n'
    for number in $(seq "$items"); do printf '  - [ ] Item %s\n' "$number"; done
    printf '  END\non build\n  append notes.txt "{item}\\n"\n'
  } >"$work/steps.script"
  cat >"$work/steps.md" <<'END'
# Steps

### [ ] Step: Plan
<!-- agent: planner -->
<!-- gate: none -->
Write `{@artifacts_path}/plan.md`.

### [ ] Step: Build
<!-- agent: builder -->
<!-- plan: plan.md -->
<!-- verify: none -->
Work through the plan.
END
  "$tercet" new 'Steps' -d 'Many of them.' -w "$work/steps.md" --script "$work/steps.script" >/dev/null
  await 300 has_commits "$items"
  task=$("$tercet" list --json | sed -n 's/.*"id": "\(.*\)".*/\1/p' | head -n 1)
}

has_commits() {
  [ "$(git log --oneline --all | grep -c 'Item ')" -ge "$1" ]
}

machine() {
  local memory
  memory=$(awk '/MemTotal/ { printf "%.0f GiB, ", $2 / 1048576 }' /proc/meminfo 2>/dev/null || true)
  printf '  machine   %s cores, %s%s %s, %s\n' "$(getconf _NPROCESSORS_ONLN)" "$memory" "$(uname -s)" "$(uname -m)" \
    "$("$JAVA_HOME/bin/java" -version 2>&1 | sed -n 2p)"
  printf '  load      %s\n' "$(uptime | sed 's/.*load average[s]*: //')"
}

# verdict NAME FIGURE TARGET UNIT: the figure has to be below the target.
verdict() {
  local met=missed
  if awk "BEGIN { exit !($2 < $3) }"; then met=met; fi
  printf '%s\n  figure    %s %s\n  target    < %s %s: %s\n' "$1" "$2" "$4" "$3" "$4" "$met"
  machine
}
