package dev.tercet.server.git;

import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The version of a git executable, as far as it decides what git can do. */
public record GitVersion(int major, int minor, int patch) implements Comparable<GitVersion> {

  /** The first that merges without a worktree ({@code merge-tree --write-tree}). */
  public static final GitVersion OLDEST = new GitVersion(2, 38, 0);

  private static final Pattern PRINTED =
      Pattern.compile("git version (\\d{1,6})\\.(\\d{1,6})(?:\\.(\\d{1,6}))?.*", Pattern.DOTALL);

  /**
   * Reads what {@code git --version} prints.
   *
   * @throws IllegalArgumentException when it is something else
   */
  public static GitVersion parse(String printed) {
    Matcher matcher = PRINTED.matcher(printed);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("not the version of a git: \"" + printed.strip() + "\"");
    }
    String patch = matcher.group(3);
    return new GitVersion(
        Integer.parseInt(matcher.group(1)),
        Integer.parseInt(matcher.group(2)),
        patch == null ? 0 : Integer.parseInt(patch));
  }

  @Override
  public int compareTo(GitVersion other) {
    return Comparator.comparingInt(GitVersion::major)
        .thenComparingInt(GitVersion::minor)
        .thenComparingInt(GitVersion::patch)
        .compare(this, other);
  }

  @Override
  public String toString() {
    return major + "." + minor + "." + patch;
  }
}
