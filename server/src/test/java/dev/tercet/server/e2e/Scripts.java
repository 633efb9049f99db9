package dev.tercet.server.e2e;

/** What scripted agents play in the tests. */
final class Scripts {

  private Scripts() {}

  /** A planner whose spec has these items. */
  static String plan(String... items) {
    StringBuilder text = new StringBuilder();
    text.append(
        """
        on plan
          write {artifacts}/spec.md <<'END'
          ---
          touches: [src/**]
          risk: low
          ---
          # What is to be done

          ## Goal
          More lines.

          ## Approach
          Write them.

          ## Affected files
          - src

          ## Edge cases
          - none

          ## Assumptions
          - Nobody reads them.

          ## Open questions
          none

          ## Verification
          - by hand

          ## Plan
        """);
    for (String item : items) {
      text.append("  - [ ] ").append(item).append('\n');
    }
    return text.append("  END\n  say The spec is written.\n\n").toString();
  }

  /** A builder that leaves a file of its own for each item. */
  static String build(String name) {
    return """
    on build
      write src/%s-{item_number}.txt "{item}"
      say Done: {item}

    """
        .formatted(name);
  }

  /** Reviewers that find nothing. */
  static String contentReviewers() {
    return """
    on review
      say Nothing found.

    """;
  }

  /** Two items, nothing found: straight on to the merge. */
  static String smooth(String name) {
    return plan("First part of " + name, "Second part of " + name)
        + build(name)
        + contentReviewers();
  }
}
