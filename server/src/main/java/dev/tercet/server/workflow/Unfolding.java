package dev.tercet.server.workflow;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The events that a command leads to, with the task as it is after those so far. */
final class Unfolding {

  private final By by;
  private final List<Event> events = new ArrayList<>();
  private Task task;

  Unfolding(Task task, By by) {
    this.task = task;
    this.by = by;
  }

  Task task() {
    return task;
  }

  By by() {
    return by;
  }

  Instant at() {
    return by.at();
  }

  List<Event> events() {
    return List.copyOf(events);
  }

  void add(Event event) {
    events.add(event);
    task = Evolution.evolve(task, event, by.at());
  }

  DecisionId nextDecision() {
    return new DecisionId("d" + (task.decisionCount() + 1));
  }

  private RunId nextRun() {
    return new RunId(task.id() + ".r" + (task.runs().size() + 1));
  }

  void move(StepId step, StepState state) {
    add(new Event.StepMoved(step, state));
  }

  void open(Decision decision) {
    add(new Event.DecisionOpened(decision));
  }

  /** Ends a run that is not wanted any more; what it asked need not be answered. */
  void stop(RunRecord run) {
    if (run.isOpen()) {
      add(
          new Event.RunEnded(
              run.id(),
              new RunOutcome.Stopped(),
              Usage.UNKNOWN,
              null,
              null,
              new Slot.Stopped(run.id(), 0)));
    }
    task.decisions(Decision.Question.class)
        .filter(question -> question.run().equals(run.id()))
        .toList()
        .forEach(
            question ->
                add(new Event.DecisionVoided(question.id(), "the run that asked was stopped")));
  }

  /** Queues a run with a fresh context. */
  void queue(StepId step, PresetName preset, Purpose purpose, Told told) {
    add(
        new Event.RunQueued(
            nextRun(), step, preset, purpose, told.note(), told.resumes(), told.failures()));
  }
}
