# How the command and the daemon are started; read by bin/tercet. jars.sh beside it is written by the build.
. "$lib/jars.sh"

# The command lives for a fraction of a second: the smallest collector, only the quick compiler, and no code made for
# calls by reflection, of which each place is used once.
CLI_FLAGS='-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:-UsePerfData -Djdk.reflect.useNativeAccessorOnly=true -Xlog:aot=off -Xlog:cds=off --enable-native-access=ALL-UNNAMED'

# The daemon waits most of the time: a small heap that is given back, small stacks, the quick compiler. What is exported
# lets it ask the system which process is at the other end of a socket.
DAEMON_FLAGS='-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:-UsePerfData -Xss512k -Xms16m -Xmx192m -XX:MinHeapFreeRatio=10 -XX:MaxHeapFreeRatio=20 -XX:+ExitOnOutOfMemoryError -Xlog:aot=off -Xlog:cds=off --enable-native-access=ALL-UNNAMED --add-exports=java.base/sun.nio.ch=ALL-UNNAMED'

# Sets path to the class path of jars $2… in folder $1.
class_path() {
  class_path_folder=$1
  shift
  path=
  for class_path_jar in "$@"; do
    path=$path${path:+:}$class_path_folder/$class_path_jar
  done
}
