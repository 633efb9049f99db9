package dev.tercet.server.workflow;

import java.util.regex.Pattern;

/** The git object that holds one revision of a file, SHA-1 or SHA-256. */
public record BlobId(String value) implements Comparable<BlobId> {

  private static final Pattern FORM = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}");

  public BlobId {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "a blob id is 40 or 64 hexadecimal digits: \"" + value + "\"");
    }
  }

  @Override
  public int compareTo(BlobId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
