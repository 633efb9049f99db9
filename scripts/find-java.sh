# Finding a Java of version 25 or newer; read by ./dev and by the distribution's launcher with `.`.
# POSIX sh, and no process is started where that can be avoided: the launcher pays for each.

# Prints nothing; sets java_version to the first number of the version of the Java in folder $1, or to nothing.
read_java_version() {
  java_version=
  [ -x "$1/bin/java" ] && [ -r "$1/release" ] || return 0
  while IFS= read -r java_line || [ -n "$java_line" ]; do
    case $java_line in
      JAVA_VERSION=*)
        java_version=${java_line#*\"}
        java_version=${java_version%%[!0-9]*}
        return 0
        ;;
    esac
  done <"$1/release"
}

# Whether the Java in folder $1 will do: $2 is the oldest version, $3 the newest, $4 a program it must have.
java_fits() {
  read_java_version "$1"
  [ -n "$java_version" ] && [ "$java_version" -ge "$2" ] && [ "$java_version" -le "$3" ] && [ -x "$1/bin/$4" ]
}

# Sets path_java_home to the home of the `java` in PATH, links followed, or to nothing.
read_path_java() {
  path_java_home=$(command -v java 2>/dev/null) || path_java_home=
  while [ -L "$path_java_home" ]; do
    java_link=$(readlink "$path_java_home")
    case $java_link in
      /*) path_java_home=$java_link ;;
      *) path_java_home=${path_java_home%/*}/$java_link ;;
    esac
  done
  path_java_home=${path_java_home%/bin/java}
}

# Sets java_home, or fails: JAVA_HOME first, then PATH, then the folders where installers put it.
# $1 is the oldest version, $2 the newest, $3 a program that must be there (java, javac).
find_java() {
  java_home=${JAVA_HOME:-}
  if [ -n "$java_home" ] && java_fits "$java_home" "$@"; then return 0; fi
  read_path_java
  java_home=$path_java_home
  if [ -n "$java_home" ] && java_fits "$java_home" "$@"; then return 0; fi
  for java_home in \
    /usr/lib/jvm/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home \
    "$HOME"/Library/Java/JavaVirtualMachines/*/Contents/Home \
    "$HOME"/.sdkman/candidates/java/* \
    "$HOME"/.jdks/* \
    /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
    /opt/* /opt/*/*; do
    if java_fits "$java_home" "$@"; then return 0; fi
  done
  java_home=
  return 1
}
