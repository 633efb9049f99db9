package dev.tercet.server.review;

import java.util.regex.Pattern;

/** Names a finding within its task: {@code f1}, {@code f2}, …, counted from the journal. */
public record FindingId(String value) {

  private static final Pattern FORM = Pattern.compile("f[1-9][0-9]*");

  public FindingId {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException("a finding id is f and a number: \"" + value + "\"");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
