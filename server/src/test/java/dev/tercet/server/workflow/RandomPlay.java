package dev.tercet.server.workflow;

import dev.tercet.server.review.Claim;
import dev.tercet.server.review.Cluster;
import dev.tercet.server.review.Judgement;
import dev.tercet.server.review.LineRange;
import dev.tercet.server.review.Severity;
import dev.tercet.server.review.Standing;
import dev.tercet.server.review.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A task that is told one thing after the other, by dice: much of it in order, some of it odd. */
public final class RandomPlay {

  private static final int STEPS = 220;

  private static final List<Workflow> WORKFLOWS =
      List.of(
          Flow.threeSteps(),
          Flow.buildOnly(),
          new Flow().end(),
          new Flow().check("lint").end(),
          new Flow().plan("spec").end(),
          new Flow().review("review", "opus").end(),
          new Flow().plan("spec").gate(new Gate.None()).build("build").check("lint").end(),
          new Flow()
              .plan("spec")
              .build("one")
              .review("first", "opus", "gpt")
              .build("two")
              .review("second", "opus")
              .end(),
          new Flow()
              .plan("spec")
              .build("one")
              .needs()
              .build("two")
              .needs()
              .review("left", "opus")
              .needs("one", "two")
              .review("right", "opus", "gpt")
              .needs("one", "two")
              .end(),
          new Flow()
              .plan("spec")
              .build("build")
              .gate(new Gate.Approve(Flow.name("spec.md")))
              .check("lint")
              .producing("lint.txt")
              .gate(new Gate.Approve(Flow.name("lint.txt")))
              .review("review", "opus")
              .when(new Condition.Changed("src/**"))
              .end());

  private final StringBuilder story;
  private final Play play;

  private RandomPlay(int seed) {
    Random dice = new Random(seed);
    Workflow workflow = WORKFLOWS.get(seed % WORKFLOWS.size());
    story = new StringBuilder("seed " + seed + " of " + workflow.steps().size());
    play = Play.queued(workflow, dice.nextBoolean() ? Flow.VERIFIED : Flow.NOTHING_VERIFIED);
    List<Effect> past = new ArrayList<>();
    try {
      for (int step = 0; step < STEPS; step++) {
        List<Effect> wanted = Effects.of(play.task());
        past.addAll(wanted);
        Command command = next(dice, play, wanted, past);
        story.append("\n  ").append(command);
        play.decide(command);
      }
    } catch (AssertionError | RuntimeException broken) {
      throw broken(broken);
    }
  }

  /** Plays it, with the rules checked after each command. */
  static RandomPlay of(int seed) {
    return new RandomPlay(seed);
  }

  /** What happened in such a play, in order. */
  public static List<Event> events(int seed) {
    return List.copyOf(of(seed).play.journal());
  }

  Play play() {
    return play;
  }

  /** The same with the whole story. */
  AssertionError broken(Throwable cause) {
    return new AssertionError(story + "\n" + play.headline(), cause);
  }

  private static Command next(Random dice, Play play, List<Effect> wanted, List<Effect> past) {
    int roll = dice.nextInt(100);
    if (roll < 60 && !wanted.isEmpty()) {
      Effect effect = pick(dice, wanted);
      return roll < 42 ? play.world.perform(play.task(), effect) : odd(dice, play, effect);
    }
    if (roll < 64 && !past.isEmpty()) {
      Effect late = pick(dice, past);
      return dice.nextBoolean() ? play.world.perform(play.task(), late) : odd(dice, play, late);
    }
    if (roll < 88 && !play.task().decisions().isEmpty()) {
      return decided(dice, play.task(), pick(dice, List.copyOf(play.task().decisions().values())));
    }
    return human(dice, play);
  }

  /** What the world says on a bad day; some of it no performer could mean. */
  private static Report odd(Random dice, Play play, Effect effect) {
    EffectId id = effect.id();
    Task task = play.task();
    RunId run =
        effect instanceof Effect.StartRun start ? start.run() : new RunId(task.id() + ".r1");
    return switch (dice.nextInt(20)) {
      case 0 -> new Report.Begun(id);
      case 1, 2 -> new Report.Troubled(id, pick(dice, Trouble.values()), "trouble", "");
      case 3 ->
          effect instanceof Effect.VerifyItem
              ? new Report.Verified(id, World.red("make test"))
              : new Report.CheckRan(id, World.red("make lint"), List.of(), task.workspace().head());
      case 4 -> new Report.SetupRan(id, World.red("npm ci"));
      case 5 -> new Report.BaselineRan(id, World.red("make test"));
      case 6 -> new Report.Collected(id, List.of(), List.of(Flow.name("spec.md")), World.BASE);
      case 7 -> new Report.Integrated(id, play.world.newCode(), List.of("src/Main.java"));
      case 8 -> new Report.Committed(id, null, task.workspace().head(), List.of("docs/a.md"));
      case 9 ->
          new Report.HandedBack(id, null, task.workspace().head(), task.workspace().changed());
      case 10 -> new Report.TrainReturned(id, World.BASE, dice.nextBoolean(), "red");
      case 11 -> new Report.MergeRefused(id, "the checkout is dirty");
      case 12 -> new Report.Published(id, "https://example.org/pull/1");
      case 13 -> new Report.WorktreeKept(id, "it holds unmerged work");
      case 14, 15 -> new Report.Asked(id, run, "CSV or TSV?", List.of());
      case 16, 17 ->
          new Report.Found(
              id,
              run,
              "family",
              new Claim(
                  pick(dice, Severity.values()),
                  "src/Main.java",
                  dice.nextInt(40),
                  null,
                  null,
                  null,
                  "null is not checked " + dice.nextInt(6),
                  null,
                  null,
                  null,
                  null));
      case 18 ->
          new Report.Compared(
              id,
              task.workspace().head(),
              List.of(new LineRange("src/Main.java", 1, 20)),
              List.of());
      default -> new Report.RunFinished(id, run, outcome(dice), Usage.UNKNOWN, null, null);
    };
  }

  private static RunOutcome outcome(Random dice) {
    return switch (dice.nextInt(4)) {
      case 0 -> new RunOutcome.Waiting();
      case 1 -> new RunOutcome.Stopped();
      case 2 -> new RunOutcome.Finished("done");
      default -> new RunOutcome.Failed(pick(dice, RunOutcome.Cause.values()), "broken");
    };
  }

  private static Command decided(Random dice, Task task, Decision decision) {
    return switch (decision) {
      case Decision.Approval approval ->
          dice.nextInt(4) == 0
              ? new Command.Reject(approval.id(), "shorter")
              : new Command.Approve(approval.id(), approval.shown());
      case Decision.Question question -> new Command.Answer(question.id(), "CSV");
      case Decision.Findings findings -> judged(dice, task, findings);
      case Decision.Merge merge ->
          new Command.Merge(merge.id(), dice.nextInt(5) == 0 ? World.BASE : merge.head());
      case Decision.Problem problem ->
          new Command.Resolve(
              problem.id(),
              dice.nextInt(8) == 0 ? pick(dice, Option.values()) : gentle(dice, problem.options()),
              dice.nextBoolean() ? "try harder" : null);
    };
  }

  /** Seldom gives up, or few plays would come far. */
  private static Option gentle(Random dice, List<Option> options) {
    Option option = pick(dice, options);
    return option == Option.ABANDON && dice.nextInt(10) > 0 ? options.getFirst() : option;
  }

  private static Command judged(Random dice, Task task, Decision.Findings decision) {
    List<Cluster> clusters =
        dice.nextInt(5) == 0 ? task.board().clusters() : task.board().standing(Standing.OPEN);
    if (clusters.isEmpty()) {
      return new Command.Judge(decision.id(), task.board().revision(), List.of());
    }
    Cluster cluster = pick(dice, clusters);
    return new Command.Judge(
        decision.id(),
        task.board().revision() - dice.nextInt(12) / 11,
        List.of(new Judgement(cluster.findings(), pick(dice, Verdict.values()), "because")));
  }

  private static Command human(Random dice, Play play) {
    Task task = play.task();
    StepId step =
        task.workflow().steps().isEmpty()
            ? new StepId("none")
            : pick(dice, task.workflow().steps()).id();
    return switch (dice.nextInt(26)) {
      case 0, 1, 2, 3 -> new Command.Start();
      case 4, 5, 6 -> new Command.Resume();
      case 7 -> new Command.Pause("lunch");
      case 8 -> new Command.Takeover();
      case 9, 10, 11 -> new Command.Handback("by hand");
      case 12 -> new Command.Rebase(play.world.newCode());
      case 13, 14 -> new Command.Retry(dice.nextBoolean() ? step : null, null);
      case 15, 16 ->
          new Command.ChangePreset(
              step,
              new PresetName(pick(dice, List.of("builder", "planner", "opus", "gpt"))),
              new PresetName(pick(dice, List.of("other", "third", "opus", "gpt"))));
      case 17 -> new Command.UndoMerge();
      case 18 -> dice.nextInt(6) == 0 ? new Command.Delete() : new Command.UndoMerge();
      case 19 -> dice.nextInt(6) == 0 ? new Command.Abandon("no") : new Command.Resume();
      case 20 -> new Command.Approve(new DecisionId("d1"), shown(play));
      case 21 -> new Command.Resolve(new DecisionId("d2"), Option.RETRY, null);
      default ->
          new Report.ArtifactEdited(
              new EffectId("watch.files"),
              play.world.artifact("spec.md", "- [ ] parse\n- [ ] item " + dice.nextInt(5) + "\n"));
    };
  }

  private static Shown shown(Play play) {
    return play.world.artifact("spec.md", "").shown();
  }

  private static <T> T pick(Random dice, List<T> list) {
    return list.get(dice.nextInt(list.size()));
  }

  private static <T> T pick(Random dice, T[] values) {
    return values[dice.nextInt(values.length)];
  }
}
