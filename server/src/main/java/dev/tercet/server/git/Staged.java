package dev.tercet.server.git;

/** How one path of an index differs from a commit: modes and objects before and after. */
record Staged(String oldMode, String newMode, String oldObject, String newObject, String path) {

  private static final String LINK = "160000";
  private static final String ABSENT = "000000";

  /** Reads {@code :<old mode> <new mode> <old object> <new object> <letter>} and its path. */
  static Staged parse(String columns, String path) {
    String[] words = columns.substring(1).split(" ", -1);
    return new Staged(words[0], words[1], words[2], words[3], path);
  }

  /** Whether it is or was a repository of its own. */
  boolean isLink() {
    return newMode.equals(LINK) || (newMode.equals(ABSENT) && oldMode.equals(LINK));
  }

  /** Whether it is a file or symbolic link now. */
  boolean isFile() {
    return !newMode.equals(ABSENT) && !newMode.equals(LINK);
  }

  /** The line that brings it back to what the commit has; mode 0 removes. */
  String asItWas() {
    return oldMode.equals(ABSENT)
        ? "0 " + oldObject + "\t" + path + "\0"
        : oldMode + " " + oldObject + "\t" + path + "\0";
  }
}
