package dev.tercet.server.mcp;

/** A call goes on as a task, whose id is its answer. */
final class BecomesTask extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Context.Later rest;

  BecomesTask(Context.Later rest) {
    super("becomes a task", null, false, false);
    this.rest = rest;
  }

  Context.Later rest() {
    return rest;
  }
}
