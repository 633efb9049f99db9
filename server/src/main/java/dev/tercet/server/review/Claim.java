package dev.tercet.server.review;

import org.jspecify.annotations.Nullable;

/**
 * What a reviewer reports about one defect, before it has an id.
 *
 * @param file relative to the worktree, as the reviewer gave it; null when it named none
 * @param startLine first line in the file as reviewed, from 1; null when not given
 * @param endLine last line, inclusive; null when not given
 * @param defectClass the reviewer's own words
 * @param evidence quoted from the code
 * @param probe a command that shows the defect; never run unasked
 * @param malformed why the report could not be read as it should, null when it could; such a report
 *     is kept and marked, its text in {@code text}
 */
public record Claim(
    Severity severity,
    @Nullable String file,
    @Nullable Integer startLine,
    @Nullable Integer endLine,
    @Nullable String symbol,
    @Nullable String defectClass,
    String text,
    @Nullable String evidence,
    @Nullable String suggestion,
    @Nullable String probe,
    @Nullable String malformed) {

  /** The same claim about another place. */
  Claim at(String otherFile, int start, int end) {
    return new Claim(
        severity,
        otherFile,
        start,
        end,
        symbol,
        defectClass,
        text,
        evidence,
        suggestion,
        probe,
        malformed);
  }

  /** The file without what some write before it; null when none was named. */
  public @Nullable String path() {
    String path = file;
    while (path != null && path.startsWith("./")) {
      path = path.substring(2);
    }
    return path;
  }
}
