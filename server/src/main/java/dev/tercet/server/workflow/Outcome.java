package dev.tercet.server.workflow;

import java.util.List;

/** What the rules make of a command. */
public sealed interface Outcome {

  /** It happens: these events, in order. None when it had happened already. */
  record Emit(List<Event> events) implements Outcome {
    public Emit {
      events = List.copyOf(events);
    }
  }

  /** It does not happen. */
  record Refuse(Refusal refusal) implements Outcome {}
}
