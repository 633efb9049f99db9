package dev.tercet.server.agent;

/** Leaves a turn, from however deep, with the way it ended. */
public final class TurnOver extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient TurnResult result;

  public TurnOver(TurnResult result) {
    super(result.toString(), null, false, false);
    this.result = result;
  }

  /** Leaves it as failed. */
  public static TurnOver failed(TurnResult.Cause cause, String reason) {
    return new TurnOver(new TurnResult.Failed(cause, reason));
  }

  /** How the turn ended. */
  public TurnResult result() {
    return result;
  }
}
