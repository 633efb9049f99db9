# What a reader wants of Maven's log: modules, test classes, and what went wrong in full.
{ gsub(/\033\[[0-9;]*m/, "") }
/^$/ { next }
/^\[INFO\] Building Tercet/ { sub(/^\[INFO\] Building /, ""); sub(/ +\[[0-9/]+\]$/, ""); print "== " $0; fflush(); next }
/^\[(INFO|WARNING|ERROR)\] Tests run: .* -- in / {
  match($0, /Tests run: [0-9]+/); count = substr($0, RSTART + 11, RLENGTH - 11)
  match($0, /Time elapsed: [0-9.]+/); time = substr($0, RSTART + 14, RLENGTH - 14)
  name = $0; sub(/.* -- in (.*\.)?/, "", name)
  bad = ($0 ~ /FAILURE|ERROR\!/) ? "FAILED" : "ok"
  printf "%-6s %-50s %4d tests %7.1f s\n", bad, name, count, time; fflush(); next
}
/^\[(INFO|WARNING|ERROR)\] Tests run: / { total = $0; sub(/^\[[A-Z]+\] /, "", total); print "-- " total; fflush(); next }
/^\[ERROR\]/ && /\[Help 1\]|[Rr]e-run Maven|mvn <args>|full stack trace|To see the full|For more information|After correcting|^\[ERROR\] *$/ { next }
/^\[ERROR\]/ { print; fflush(); errors = 1; next }
/^\[WARNING\].*\.java:/ { print; fflush(); next }
# The text of a failed test follows its line without a mark of its own.
/^\[INFO\]/ { errors = 0; next }
errors && !/^\[/ && shown[$0]++ < 1 { print; fflush(); next }
/BUILD (SUCCESS|FAILURE)/ { print $2, $3; fflush() }
