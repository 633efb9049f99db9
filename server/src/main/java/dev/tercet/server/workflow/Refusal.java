package dev.tercet.server.workflow;

/** Why a command is refused: a value with words that a human can act on. */
public sealed interface Refusal {

  /** What is wrong and what to do, in words. */
  String words();

  /** The decision was closed by somebody else, or never was. */
  record NotOpen(DecisionId decision) implements Refusal {
    @Override
    public String words() {
      return "decision %s is not open any more; look at the task again".formatted(decision);
    }
  }

  /** The decision is of another kind. */
  record WrongKind(DecisionId decision, String wanted, String actual) implements Refusal {
    @Override
    public String words() {
      return "decision %s is %s, not %s".formatted(decision, actual, wanted);
    }
  }

  /** What was shown is not what is there now. */
  record Stale(String shown, String actual) implements Refusal {
    @Override
    public String words() {
      return "what was shown was %s; it is %s now: look at it again".formatted(shown, actual);
    }
  }

  /** The task is not where this makes sense. */
  record WrongState(String attempted, String state, String mend) implements Refusal {
    @Override
    public String words() {
      return "cannot %s a task that is %s: %s".formatted(attempted, state, mend);
    }
  }

  /** The command itself is not right. */
  record Invalid(String reason) implements Refusal {
    @Override
    public String words() {
      return reason;
    }
  }

  /** A report of an effect that the task does not wait for. */
  record NotWanted(EffectId effect) implements Refusal {
    @Override
    public String words() {
      return "effect %s is not awaited".formatted(effect);
    }
  }
}
