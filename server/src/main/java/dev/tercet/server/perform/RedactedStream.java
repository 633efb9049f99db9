package dev.tercet.server.perform;

/**
 * A text that comes in pieces, without known secrets: what may be the beginning of one is held back
 * until the next piece tells. Used by one thread at a time.
 */
final class RedactedStream {

  private final Secrets secrets;
  private String held = "";

  RedactedStream(Secrets secrets) {
    this.secrets = secrets;
  }

  /** What can be shown by now; may be nothing. */
  String add(String piece) {
    String text = secrets.redact(held + piece);
    int unfinished = secrets.unfinished(text);
    held = text.substring(text.length() - unfinished);
    return text.substring(0, text.length() - unfinished);
  }

  /** What was held back: no more comes that could make a secret of it. */
  String end() {
    String rest = held;
    held = "";
    return rest;
  }
}
