package dev.tercet.server.git;

/**
 * A file of a checkout that is not as the last commit has it.
 *
 * @param path from the top of the checkout
 */
public record WorkingChange(Kind kind, String path) {

  /** How it differs. */
  public enum Kind {
    MODIFIED,
    ADDED,
    DELETED,
    UNTRACKED,
    CONFLICTED
  }

  /** Reads one record of {@code git status --porcelain=v2 -z --no-renames}. */
  static WorkingChange parse(String record) {
    return switch (record.charAt(0)) {
      case '?' -> new WorkingChange(Kind.UNTRACKED, record.substring(2));
      case 'u' -> new WorkingChange(Kind.CONFLICTED, record.split(" ", 11)[10]);
      default -> new WorkingChange(kind(record.substring(2, 4)), record.split(" ", 9)[8]);
    };
  }

  private static Kind kind(String letters) {
    if (letters.contains("D")) {
      return Kind.DELETED;
    }
    return letters.charAt(0) == 'A' ? Kind.ADDED : Kind.MODIFIED;
  }
}
