package dev.tercet.server.app;

import dev.tercet.protocol.ProtocolError;
import dev.tercet.protocol.Refused;
import dev.tercet.protocol.TaskSummary;
import dev.tercet.server.runtime.Reply;
import dev.tercet.server.workflow.Refusal;
import dev.tercet.server.workflow.TaskId;
import java.util.function.Supplier;

/** A request that is not done, with the error that the client gets. The one table of both. */
public final class Denied extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final ProtocolError error;
  private final transient Refused refused;

  private Denied(ProtocolError error, Refused refused) {
    super(refused.text());
    this.error = error;
    this.refused = refused;
  }

  public ProtocolError error() {
    return error;
  }

  public Refused refused() {
    return refused;
  }

  /** The same, with the task as it is by now where the client's view of it was stale. */
  Denied showing(Supplier<TaskSummary> task) {
    if (error != ProtocolError.STALE) {
      return this;
    }
    TaskSummary now = task.get();
    return new Denied(error, new Refused(refused.reason(), refused.text(), now.revision(), now));
  }

  static Denied because(ProtocolError error, String reason, String text) {
    return new Denied(error, new Refused(reason, text, null, null));
  }

  static Denied unknownTask(String named) {
    return because(
        ProtocolError.UNKNOWN_TASK,
        "unknown-task",
        "there is no task \"%s\": `tercet list` shows them all".formatted(named));
  }

  static Denied unknown(String what) {
    return because(ProtocolError.UNKNOWN, "unknown", what);
  }

  /** What a reply that is no success means to the client. */
  static Denied of(TaskId task, Reply reply) {
    return switch (reply) {
      case Reply.Done _ -> throw new IllegalArgumentException("nothing was denied");
      case Reply.Refused(var refusal, var now) ->
          new Denied(
              error(refusal),
              new Refused(reason(refusal), task + ": " + refusal.words(), now.seq(), null));
      case Reply.Stale(var now) ->
          new Denied(
              ProtocolError.STALE,
              new Refused(
                  "stale",
                  "%s has changed since you looked at it: look again".formatted(task),
                  now.seq(),
                  null));
      case Reply.KeyReused(var now) ->
          new Denied(
              ProtocolError.KEY_REUSED,
              new Refused(
                  "key-reused",
                  "this idempotency key was used for another command to " + task,
                  now.seq(),
                  null));
      case Reply.NotWritten(var reason, var now) ->
          new Denied(
              ProtocolError.FAILED,
              new Refused("not-written", task + ": nothing was done: " + reason, now.seq(), null));
    };
  }

  private static ProtocolError error(Refusal refusal) {
    return switch (refusal) {
      case Refusal.Stale _ -> ProtocolError.STALE;
      case Refusal.NotOpen _,
          Refusal.WrongKind _,
          Refusal.WrongState _,
          Refusal.Invalid _,
          Refusal.NotWanted _ ->
          ProtocolError.REFUSED;
    };
  }

  private static String reason(Refusal refusal) {
    return switch (refusal) {
      case Refusal.NotOpen _ -> "not-open";
      case Refusal.WrongKind _ -> "wrong-kind";
      case Refusal.Stale _ -> "stale";
      case Refusal.WrongState _ -> "wrong-state";
      case Refusal.Invalid _ -> "invalid";
      case Refusal.NotWanted _ -> "not-wanted";
    };
  }
}
