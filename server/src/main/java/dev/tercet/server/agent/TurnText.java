package dev.tercet.server.agent;

/** What an agent said in one turn, and of it the last message. Used by one thread at a time. */
final class TurnText {

  /** So many characters at the end are always kept; up to twice as many are held. */
  private static final int LIMIT = 1_000_000;

  private final StringBuilder whole = new StringBuilder();
  private int messageStart;
  private boolean betweenMessages;

  void add(String piece) {
    if (betweenMessages) {
      betweenMessages = false;
      if (!whole.isEmpty() && whole.charAt(whole.length() - 1) != '\n') {
        whole.append('\n');
      }
      messageStart = whole.length();
    }
    whole.append(piece);
    if (whole.length() > 2 * LIMIT) {
      // The end is worth more than the beginning: it is where the answer stands. Cutting seldom
      // keeps it linear.
      int over = whole.length() - LIMIT;
      whole.delete(0, over);
      messageStart = Math.max(0, messageStart - over);
    }
  }

  /** What is said from here on is another message. */
  void nextMessage() {
    betweenMessages = true;
  }

  String whole() {
    return whole.toString();
  }

  String lastMessage() {
    return whole.substring(messageStart).strip();
  }
}
