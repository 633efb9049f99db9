package dev.tercet.server.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tercet.server.review.Claim;
import dev.tercet.server.review.FindingId;
import dev.tercet.server.review.Judgement;
import dev.tercet.server.review.Severity;
import dev.tercet.server.review.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * One task that is played through the rules: tells it commands, answers its effects as a perfect
 * {@link World} would, and checks {@link Rules} after each.
 */
final class Play {

  static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
  private static final Actor ANNA = new Actor(Actor.Kind.HUMAN, "anna", "tercet-cli", null);

  final World world = new World();
  private final Rules rules = new Rules(world);
  private final List<Event> journal = new ArrayList<>();
  private final List<Instant> times = new ArrayList<>();
  private Instant now = BEGIN;
  private Task task;

  private Play(Workflow workflow, Policy policy) {
    Event.TaskCreated created =
        new Event.TaskCreated(
            new Charter(
                new TaskId("csv-export-k3f9"),
                new Ticket("CSV export", "Export invoices", List.of("export")),
                "/repo",
                "/repo/.git",
                "/repo/.git",
                World.BASE,
                "main",
                "tercet/csv-export-k3f9",
                Delivery.LOCAL,
                workflow,
                policy,
                null,
                null));
    task = Evolution.begin(created, now);
    journal.add(created);
    times.add(now);
    Visited.note(created);
    Visited.note(task);
  }

  /** A task that was started, in a repository where nothing is verified. */
  static Play of(Workflow workflow) {
    return of(workflow, Flow.NOTHING_VERIFIED);
  }

  static Play of(Workflow workflow, Policy policy) {
    return queued(workflow, policy).tell(new Command.Start());
  }

  static Play queued(Workflow workflow, Policy policy) {
    return new Play(workflow, policy);
  }

  /** The three steps, with the spec approved and the first plan item given to the builder. */
  static Play building() {
    return of(Flow.threeSteps()).work().approve().until(Effect.StartRun.class);
  }

  /** The three steps, with three reviewers at work. */
  static Play reviewing() {
    return building().untilStep("review");
  }

  /** The three steps, with the merge offered. */
  static Play ready() {
    return building().work();
  }

  Task task() {
    return task;
  }

  List<Event> journal() {
    return journal;
  }

  // Telling.

  Outcome decide(Command command) {
    now = now.plusSeconds(60);
    Visited.note(command);
    Outcome outcome = TaskRules.decide(task, command, new By(ANNA, now));
    if (outcome instanceof Outcome.Emit(var events)) {
      Task before = task;
      if (command instanceof Command.Resolve(var id, var option, _)
          && before.open(id) instanceof Decision.Problem problem) {
        Visited.note(problem.spot(), option);
      }
      for (Event event : events) {
        task = Evolution.evolve(task, event, now);
        journal.add(event);
        times.add(now);
        Visited.note(event);
        Visited.note(task);
      }
      rules.check(before, command, events, task);
    }
    return outcome;
  }

  Play tell(Command command) {
    Outcome outcome = decide(command);
    assertThat(outcome).as("%s", command).isInstanceOf(Outcome.Emit.class);
    return this;
  }

  Refusal refused(Command command) {
    Outcome outcome = decide(command);
    assertThat(outcome).as("%s", command).isInstanceOf(Outcome.Refuse.class);
    Refusal refusal = ((Outcome.Refuse) outcome).refusal();
    assertThat(refusal.words()).isNotBlank();
    return refusal;
  }

  /** The task as the journal gives it once more, looked at in the middle too. */
  Task replayed() {
    Folding again = new Folding((Event.TaskCreated) journal.getFirst(), times.getFirst());
    Task middle = again.task();
    for (int at = 1; at < journal.size(); at++) {
      again.add(journal.get(at), times.get(at));
      if (at == journal.size() / 2) {
        middle = again.task();
      }
    }
    assertThat(middle.seq()).isEqualTo(Math.max(1, journal.size() / 2 + 1));
    return again.task();
  }

  // The world works.

  /** Lets the world do everything that is wanted, until a human is needed. */
  Play work() {
    return until(_ -> false);
  }

  /** Lets the world work until this kind of effect is wanted. */
  Play until(Class<? extends Effect> kind) {
    until(task -> wanted(kind).isPresent());
    assertThat(wanted(kind)).as("wanted: %s", kind.getSimpleName()).isPresent();
    return this;
  }

  Play untilStep(String step) {
    until(task -> !(task.progress(new StepId(step)).state() instanceof StepState.Pending));
    return this;
  }

  Play until(Predicate<Task> reached) {
    for (int count = 0; count < 400; count++) {
      List<Effect> wanted = Effects.of(task);
      boolean waitsForTheRemote =
          wanted.stream().allMatch(effect -> effect instanceof Effect.WatchRemote);
      if (reached.test(task) || waitsForTheRemote) {
        return this;
      }
      tell(world.perform(task, wanted.getFirst()));
    }
    throw new AssertionError("the task does not come to rest: " + Headline.of(task));
  }

  /** The world does this one thing. */
  Play perform(Class<? extends Effect> kind) {
    return tell(world.perform(task, effect(kind)));
  }

  <E extends Effect> Optional<E> wanted(Class<E> kind) {
    return Effects.of(task).stream().filter(kind::isInstance).map(kind::cast).findFirst();
  }

  <E extends Effect> E effect(Class<E> kind) {
    return wanted(kind).orElseThrow(() -> new AssertionError("not wanted: " + kind + headline()));
  }

  Play troubled(Class<? extends Effect> kind) {
    return tell(
        new Report.Troubled(effect(kind).id(), Trouble.FAILURE, "the disk is full", "ENOSPC"));
  }

  Play red(Class<? extends Effect> kind) {
    Effect effect = effect(kind);
    return tell(
        switch (effect) {
          case Effect.VerifyItem(var id, _, var command) ->
              new Report.Verified(id, World.red(command));
          case Effect.VerifyBaseline(var id, var command) ->
              new Report.BaselineRan(id, World.red(command));
          case Effect.RunSetup(var id, var command) -> new Report.SetupRan(id, World.red(command));
          case Effect.RunCheck(var id, _, var command) ->
              new Report.CheckRan(id, World.red(command), List.of(), task.workspace().head());
          case Effect other -> throw new AssertionError("cannot be red: " + other);
        });
  }

  // Runs.

  /** The run that a preset is at. */
  RunRecord run(String preset) {
    return task.runs().values().stream()
        .filter(run -> run.isOpen() && run.preset().value().equals(preset))
        .findFirst()
        .orElseThrow(() -> new AssertionError(preset + " is at nothing: " + headline()));
  }

  Play began(String preset) {
    RunId run = run(preset).id();
    return tell(new Report.RunBegan(effectOf(run), run, "scripted", 7, 1));
  }

  Play ends(String preset, RunOutcome outcome) {
    RunId run = run(preset).id();
    return tell(new Report.RunFinished(effectOf(run), run, outcome, Usage.UNKNOWN, "s", null));
  }

  Play finishes(String preset) {
    return ends(preset, new RunOutcome.Finished("done"));
  }

  Play breaks(String preset, RunOutcome.Cause cause) {
    return ends(preset, new RunOutcome.Failed(cause, "no more"));
  }

  Play asks(String preset, String text) {
    RunId run = run(preset).id();
    return tell(new Report.Asked(effectOf(run), run, text, List.of("yes", "no")));
  }

  Play finds(String preset, int line, String text) {
    return finds(preset, line, text, Severity.MAJOR);
  }

  Play finds(String preset, int line, String text, Severity severity) {
    RunId run = run(preset).id();
    Claim claim =
        new Claim(severity, "src/Main.java", line, line, null, null, text, null, null, null, null);
    return tell(new Report.Found(effectOf(run), run, preset, claim));
  }

  static EffectId effectOf(RunId run) {
    return new EffectId("run:" + run);
  }

  // Decisions.

  <D extends Decision> D decision(Class<D> kind) {
    return task.decisions(kind)
        .findFirst()
        .orElseThrow(() -> new AssertionError("not asked: " + kind + "; " + headline()));
  }

  Play approve() {
    Decision.Approval open = decision(Decision.Approval.class);
    return tell(new Command.Approve(open.id(), open.shown()));
  }

  Play reject(String correction) {
    return tell(new Command.Reject(decision(Decision.Approval.class).id(), correction));
  }

  Play answer(String text) {
    return tell(new Command.Answer(decision(Decision.Question.class).id(), text));
  }

  Command judgement(Verdict verdict, String line, String... findings) {
    List<FindingId> ids = Stream.of(findings).map(FindingId::new).toList();
    return new Command.Judge(
        decision(Decision.Findings.class).id(),
        task.board().revision(),
        List.of(new Judgement(ids, verdict, line)));
  }

  Play accept(String... findings) {
    return tell(judgement(Verdict.ACCEPT, null, findings));
  }

  Play dismiss(String... findings) {
    return tell(judgement(Verdict.DISMISS, "not here", findings));
  }

  Play merge() {
    Decision.Merge open = decision(Decision.Merge.class);
    return tell(new Command.Merge(open.id(), open.head()));
  }

  Play resolve(Option option) {
    return resolve(option, null);
  }

  Play resolve(Option option, String line) {
    return tell(new Command.Resolve(decision(Decision.Problem.class).id(), option, line));
  }

  /** A human edits an artifact in the worktree. */
  Play edit(String name, String text) {
    return tell(new Report.ArtifactEdited(new EffectId("watch.files"), world.artifact(name, text)));
  }

  // Looking.

  String headline() {
    return Headline.of(task).text();
  }

  Play shows(String headline) {
    assertThat(headline()).isEqualTo(headline);
    return this;
  }

  StepProgress step(String id) {
    return task.progress(new StepId(id));
  }

  /** What the builder was prompted for, in order, by item. */
  List<String> built() {
    return task.runs().values().stream()
        .filter(run -> task.step(run.step()).role() == Role.BUILD)
        .map(run -> run.purpose() + " " + run.cursor())
        .toList();
  }

  List<String> items(String step) {
    return step(step).items().stream()
        .map(item -> (item.done() ? "[x] " : "[ ] ") + item.text())
        .toList();
  }

  List<Purpose> purposes(String step) {
    return task.runs().values().stream()
        .filter(run -> run.step().value().equals(step))
        .map(RunRecord::purpose)
        .toList();
  }
}
