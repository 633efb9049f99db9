package dev.tercet.server.git;

import java.util.regex.Pattern;

/** The short name of a local branch, such as {@code main}; holds git's rules for names of refs. */
public record BranchName(String value) implements Comparable<BranchName> {

  private static final Pattern FORBIDDEN =
      Pattern.compile(
          "[\\x00-\\x20\\x7f~^:?*\\[\\\\]|\\.\\.|@\\{|//|^[-/.]|/\\.|[/.]$|\\.lock$|\\.lock/");

  public BranchName {
    if (value.isEmpty()
        || value.equals("@")
        || value.equals("HEAD")
        || FORBIDDEN.matcher(value).find()) {
      throw new IllegalArgumentException("not a name git allows for a branch: \"" + value + "\"");
    }
  }

  /** The branch that a full ref names, such as {@code refs/heads/main}. */
  static BranchName ofRef(String ref) {
    return new BranchName(ref.substring("refs/heads/".length()));
  }

  /** The full name of the ref. */
  public String ref() {
    return "refs/heads/" + value;
  }

  @Override
  public int compareTo(BranchName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
