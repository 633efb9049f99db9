package dev.tercet.server.review;

/** Names a finding within its task: {@code f1}, {@code f2}, …, counted from the journal. */
public record FindingId(String value) {

  public FindingId {
    if (!value.matches("f[1-9][0-9]*")) {
      throw new IllegalArgumentException("a finding id is f and a number: \"" + value + "\"");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
