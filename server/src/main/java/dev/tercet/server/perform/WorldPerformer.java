package dev.tercet.server.perform;

import dev.tercet.server.workflow.Effect;
import dev.tercet.server.workflow.Report;
import dev.tercet.server.workflow.Role;
import dev.tercet.server.workflow.RunRecord;
import dev.tercet.server.workflow.Task;

/** Performs effects in the real world: one line for each, the work is in the classes beside. */
public final class WorldPerformer implements Performer {

  private final Places places;
  private final WorktreeWork worktrees;
  private final RunWork runs;
  private final PlanWork plans;
  private final BuildWork builds;
  private final ReviewWork reviews;
  private final BranchWork branches;
  private final TrainWork train;
  private final UndoWork undo;
  private final RemoteWork remotes;
  private final Secrets secrets;
  private final PullRequests requests;

  public WorldPerformer(World world) {
    secrets = world.secrets();
    places = new Places(world.git(), world.home());
    Fences fences = new Fences(world.cage(), places, world.network());
    ShellCommands shell =
        new ShellCommands(world.processes(), world.environment(), fences, places, world.secrets());
    Lookout lookout = new Lookout(places, world.neighbours());
    Commits commits = new Commits(places, secrets);
    Comeback comeback = new Comeback(places);
    Trains trains = new Trains(world.neighbours());
    TrainCheckout checkout = new TrainCheckout(places, shell);
    MergeTrailers trailers = new MergeTrailers(world.agents());
    remotes = new RemoteWork(places);
    TargetMove targets = new TargetMove(places, remotes);
    requests = new PullRequests(places, remotes, world.processes(), world.environment());
    worktrees =
        new WorktreeWork(places, shell, world.worktrees(), world.trust(), world.neighbours());
    Occupants occupants = new Occupants();
    runs = new RunWork(world, places, commits, occupants, fences, lookout);
    plans = new PlanWork(places, commits, occupants, lookout);
    builds = new BuildWork(places, commits, shell, comeback, lookout);
    reviews = new ReviewWork(places, commits, lookout, secrets);
    branches = new BranchWork(places, commits, comeback, world.trust());
    TrainLoad load = new TrainLoad(places, world.worktrees(), comeback);
    train = new TrainWork(places, trains, load, checkout, trailers, targets);
    undo = new UndoWork(places, trains, checkout, trailers, targets, remotes, world.neighbours());
  }

  @Override
  public void perform(Effect effect, boolean before, Reporter whole) throws InterruptedException {
    Reporter reporter = new Redacted(whole, secrets);
    if (needsWorktree(effect, reporter.task()) && places.isGone(reporter.task())) {
      reporter.report(new Report.WorktreeRemoved(effect.id()));
      return;
    }
    switch (effect) {
      case Effect.MakeWorktree(var id) -> worktrees.make(id, reporter);
      case Effect.RunSetup setup -> worktrees.setup(setup, reporter);
      case Effect.VerifyBaseline baseline -> worktrees.baseline(baseline, reporter);
      case Effect.StartRun run -> runs.perform(run, before, reporter);
      case Effect.CollectArtifacts collect -> plans.collect(collect, reporter);
      case Effect.Integrate integrate -> builds.integrate(integrate, reporter);
      case Effect.VerifyItem verify -> builds.verify(verify, reporter);
      case Effect.CommitItem commit -> builds.commit(commit, reporter);
      case Effect.RunCheck check -> builds.check(check, reporter);
      case Effect.CompareReviews compare -> reviews.compare(compare, reporter);
      case Effect.WriteReview write -> reviews.write(write, reporter);
      case Effect.HandBack handBack -> branches.handBack(handBack, reporter);
      case Effect.Rebase rebase -> branches.rebase(rebase, reporter);
      case Effect.Merge merge -> merge(merge, before, reporter);
      case Effect.Undo back -> undo.undo(back, before, reporter);
      case Effect.PushBranch push -> remotes.share(push, reporter);
      case Effect.WatchRemote watch -> requests.watch(watch, reporter);
      case Effect.RemoveWorktree(var id) -> worktrees.remove(id, reporter);
      case Effect.DeleteTask(var id) -> worktrees.delete(id, reporter);
    }
  }

  private void merge(Effect.Merge merge, boolean before, Reporter reporter)
      throws InterruptedException {
    switch (reporter.task().charter().delivery()) {
      case LOCAL, PUSH -> train.merge(merge, before, reporter);
      case PULL_REQUEST -> requests.publish(merge.id(), reporter);
    }
  }

  /** Who works on the branch alone, or brings the worktree back by itself, does not. */
  private static boolean needsWorktree(Effect effect, Task task) {
    return switch (effect) {
      case Effect.StartRun(_, var id) -> {
        RunRecord run = task.run(id);
        yield run != null && task.step(run.step()).role() != Role.REVIEW;
      }
      case Effect.RunSetup _,
          Effect.VerifyBaseline _,
          Effect.CollectArtifacts _,
          Effect.Integrate _,
          Effect.VerifyItem _,
          Effect.CommitItem _,
          Effect.RunCheck _,
          Effect.WriteReview _ ->
          true;
      case Effect.MakeWorktree _,
          Effect.CompareReviews _,
          Effect.HandBack _,
          Effect.Rebase _,
          Effect.PushBranch _,
          Effect.Merge _,
          Effect.Undo _,
          Effect.WatchRemote _,
          Effect.RemoveWorktree _,
          Effect.DeleteTask _ ->
          false;
    };
  }
}
