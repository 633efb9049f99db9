package dev.tercet.server.workflow;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What should be under way in the world for a task, read off the task. */
public final class Effects {

  private Effects() {}

  /** Everything that should be under way now; nothing that a hold forbids. */
  public static List<Effect> of(Task task) {
    return switch (task.hold()) {
      case Hold.Free _ -> possible(task);
      case Hold.Paused _, Hold.TakenOver _ ->
          task.phase().isTerminal() ? possible(task) : List.of();
      case Hold.HandingBack _, Hold.Rebasing _ -> holdEffects(task);
    };
  }

  /** Whether the task still waits for the effect, held or not: its result counts. */
  static boolean isPossible(Task task, EffectId effect) {
    return find(task, effect).isPresent();
  }

  static Optional<Effect> find(Task task, EffectId id) {
    return Stream.concat(possible(task).stream(), holdEffects(task).stream())
        .filter(effect -> effect.id().equals(id))
        .findFirst();
  }

  /** The step that an effect belongs to. */
  static Optional<StepId> stepOf(Task task, EffectId id) {
    return find(task, id)
        .flatMap(
            effect ->
                switch (effect) {
                  case Effect.CollectArtifacts(_, var step) -> Optional.of(step);
                  case Effect.Integrate(_, var step) -> Optional.of(step);
                  case Effect.VerifyItem(_, var step, _) -> Optional.of(step);
                  case Effect.CommitItem(_, var step) -> Optional.of(step);
                  case Effect.RunCheck(_, var step, _) -> Optional.of(step);
                  case Effect.CompareReviews(_, var step, _) -> Optional.of(step);
                  case Effect.WriteReview(_, var step) -> Optional.of(step);
                  case Effect.MakeWorktree _,
                      Effect.RunSetup _,
                      Effect.VerifyBaseline _,
                      Effect.StartRun _,
                      Effect.HandBack _,
                      Effect.Rebase _,
                      Effect.Merge _,
                      Effect.WatchRemote _,
                      Effect.Undo _,
                      Effect.PushBranch _,
                      Effect.RemoveWorktree _,
                      Effect.DeleteTask _ ->
                      Optional.empty();
                });
  }

  private static List<Effect> holdEffects(Task task) {
    return switch (task.hold()) {
      case Hold.HandingBack(var message) when !isTroubled(task, Spot.HANDBACK) ->
          List.of(new Effect.HandBack(id("handback", "", task.takeovers()), message));
      case Hold.Rebasing _ when task.workspace().path() == null -> worktree(task);
      case Hold.Rebasing(var number, var onto) when !isTroubled(task, Spot.REBASE) ->
          List.of(new Effect.Rebase(id("rebase", "", number), onto));
      case Hold.HandingBack _, Hold.Rebasing _, Hold.Free _, Hold.Paused _, Hold.TakenOver _ ->
          List.of();
    };
  }

  private static List<Effect> possible(Task task) {
    return switch (task.phase()) {
      case QUEUED, ABANDONED -> List.of();
      case PREPARING -> preparation(task);
      case ACTIVE -> work(task);
      case MERGING -> List.of(new Effect.Merge(id("merge", "", task.landing().tries())));
      case PUBLISHED ->
          task.landing().url() == null
              ? List.of()
              : List.of(
                  new Effect.WatchRemote(
                      id("watch", "", task.landing().tries()), task.landing().url()));
      case UNDOING -> undoing(task);
      case MERGED -> removal(task);
      case DELETED ->
          task.workspace().trash() != null || task.workspace().kept() != null
              ? List.of()
              : List.of(new Effect.DeleteTask(new EffectId("delete")));
    };
  }

  private static List<Effect> undoing(Task task) {
    CommitId merge = task.landing().commit();
    return merge == null || isTroubled(task, Spot.UNDO) || isTroubled(task, Spot.UNDO_RED)
        ? List.of()
        : List.of(new Effect.Undo(id("undo", "", task.landing().tries()), merge));
  }

  private static List<Effect> removal(Task task) {
    boolean goes =
        task.charter().policy().removeWorktree()
            && task.workspace().path() != null
            && task.workspace().kept() == null;
    return goes
        ? List.of(new Effect.RemoveWorktree(id("remove", "", task.landing().tries())))
        : List.of();
  }

  private static boolean isTroubled(Task task, Spot spot) {
    return task.decisions(Decision.Problem.class).anyMatch(problem -> problem.spot() == spot);
  }

  private static List<Effect> preparation(Task task) {
    if (isTroubled(task, Spot.PREPARE)) {
      return List.of();
    }
    if (task.workspace().path() == null) {
      return worktree(task);
    }
    String setup = task.charter().policy().setup();
    return setup == null || task.workspace().ready()
        ? List.of()
        : List.of(new Effect.RunSetup(id("setup", "", making(task)), setup));
  }

  private static List<Effect> worktree(Task task) {
    return isTroubled(task, Spot.PREPARE)
        ? List.of()
        : List.of(new Effect.MakeWorktree(id("worktree", "", making(task))));
  }

  /** Each worktree is one of its own: it is made anew whenever one was removed. */
  private static int making(Task task) {
    return task.landing().tries() + task.workspace().removals();
  }

  private static List<Effect> work(Task task) {
    List<Effect> steps = new ArrayList<>();
    for (Step step : task.workflow().steps()) {
      steps.addAll(ofStep(task, step));
    }
    boolean compares = !Advance.baselineKnown(task) && !isTroubled(task, Spot.PREPARE);
    if (!task.workspace().ready()) {
      return steps.isEmpty() && !compares ? List.of() : preparation(task);
    }
    if (compares) {
      task.verifyCommand(null)
          .ifPresent(
              command ->
                  steps.add(
                      new Effect.VerifyBaseline(
                          new EffectId("baseline." + task.charter().base().value()), command)));
    }
    sharing(task).ifPresent(steps::add);
    return steps;
  }

  /** Pushing the branch for the newest approval that holds, once for each. */
  private static Optional<Effect> sharing(Task task) {
    if (!task.charter().policy().pushAtApproval()) {
      return Optional.empty();
    }
    return task.receipts().entrySet().stream()
        .filter(entry -> task.holds(entry.getKey()))
        .map(entry -> entry.getValue().decision())
        .filter(approval -> !task.landing().sharing().approvals().contains(approval))
        .findFirst()
        .map(approval -> new Effect.PushBranch(new EffectId("push:" + approval), approval));
  }

  private static List<Effect> ofStep(Task task, Step step) {
    StepProgress progress = task.progress(step.id());
    List<Effect> effects = new ArrayList<>();
    task.runs().values().stream()
        .filter(run -> run.step().equals(step.id()) && run.isOpen() && mayRun(task, step, run))
        .forEach(
            run -> effects.add(new Effect.StartRun(new EffectId("run:" + run.id()), run.id())));
    switch (progress.state()) {
      case StepState.Collecting _ when step.role() == Role.REVIEW ->
          effects.add(
              new Effect.CompareReviews(
                  of("compare", step, progress), step.id(), task.reviewed().get(step.id())));
      case StepState.Collecting _ ->
          effects.add(new Effect.CollectArtifacts(of("collect", step, progress), step.id()));
      case StepState.Integrating _ ->
          effects.add(new Effect.Integrate(of("integrate", step, progress), step.id()));
      case StepState.Verifying _ ->
          task.verifyCommand(step)
              .ifPresent(
                  command ->
                      effects.add(
                          new Effect.VerifyItem(of("verify", step, progress), step.id(), command)));
      case StepState.Committing _ ->
          effects.add(
              new Effect.CommitItem(
                  id("commit", step.id() + "." + progress.pass(), progress.cursor()), step.id()));
      case StepState.Writing _ ->
          effects.add(new Effect.WriteReview(of("write", step, progress), step.id()));
      case StepState.Running _ when step.role() == Role.CHECK && step.run() != null ->
          effects.add(new Effect.RunCheck(of("check", step, progress), step.id(), step.run()));
      case StepState.Running _,
          StepState.Pending _,
          StepState.Skipped _,
          StepState.Waiting _,
          StepState.Done _ -> {}
    }
    return effects;
  }

  /**
   * No builder starts without the approvals; one that is at work when an approval becomes void ends
   * its turn.
   */
  private static boolean mayRun(Task task, Step step, RunRecord run) {
    return step.role() != Role.BUILD || run.startedAt() != null || task.mayBuild(step.id());
  }

  private static EffectId of(String verb, Step step, StepProgress progress) {
    return id(verb, step.id() + "." + progress.pass(), progress.tries());
  }

  private static EffectId id(String verb, String subject, int number) {
    return new EffectId(verb + (subject.isEmpty() ? "" : ":" + subject) + "." + number);
  }
}
