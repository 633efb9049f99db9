package dev.tercet.server.mcp;

/** A call that was not done, in words that tell a model how to mend it. */
public final class ToolFailure extends Exception {

  private static final long serialVersionUID = 1L;

  private final String words;

  public ToolFailure(String words) {
    super(words);
    this.words = words;
  }

  String words() {
    return words;
  }

  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }
}
