package dev.tercet.server.workflow;

import java.util.regex.Pattern;

/** Names a decision within its task: {@code d1}, {@code d2}, …, counted from the journal. */
public record DecisionId(String value) implements Comparable<DecisionId> {

  private static final Pattern FORM = Pattern.compile("d[1-9][0-9]{0,8}");

  public DecisionId {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException("a decision id is d and a number: \"" + value + "\"");
    }
  }

  @Override
  public int compareTo(DecisionId other) {
    return Integer.compare(number(), other.number());
  }

  private int number() {
    return Integer.parseInt(value.substring(1));
  }

  @Override
  public String toString() {
    return value;
  }
}
