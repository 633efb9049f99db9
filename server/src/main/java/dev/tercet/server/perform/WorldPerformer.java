package dev.tercet.server.perform;

import dev.tercet.server.workflow.Effect;

/** Performs effects in the real world: one line for each, the work is in the classes beside. */
public final class WorldPerformer implements Performer {

  private final WorktreeWork worktrees;
  private final RunWork runs;
  private final PlanWork plans;
  private final BuildWork builds;
  private final ReviewWork reviews;
  private final BranchWork branches;
  private final TrainWork train;
  private final UndoWork undo;
  private final RemoteWork remotes;
  private final PullRequests requests;

  public WorldPerformer(World world) {
    Places places = new Places(world.git(), world.home());
    ShellCommands shell = new ShellCommands(world.processes(), world.environment());
    Commits commits = new Commits(places);
    Comeback comeback = new Comeback(places);
    Trains trains = new Trains();
    TrainCheckout checkout = new TrainCheckout(places, shell);
    MergeTrailers trailers = new MergeTrailers(world.agents());
    remotes = new RemoteWork(places);
    TargetMove targets = new TargetMove(places, remotes);
    requests = new PullRequests(places, remotes, world.processes(), world.environment());
    worktrees = new WorktreeWork(places, shell, world.worktrees());
    runs =
        new RunWork(
            places,
            world.agents(),
            world.limits(),
            world.purse(),
            world.transcripts(),
            world.clock());
    plans = new PlanWork(places, commits, world.secrets());
    builds = new BuildWork(places, commits, shell, world.secrets(), comeback);
    reviews = new ReviewWork(places, commits);
    branches = new BranchWork(places, commits, comeback);
    TrainLoad load = new TrainLoad(places, world.worktrees(), comeback);
    train = new TrainWork(places, trains, load, checkout, trailers, targets);
    undo = new UndoWork(places, trains, checkout, trailers, targets, remotes, world.neighbours());
  }

  @Override
  public void perform(Effect effect, boolean before, Reporter reporter)
      throws InterruptedException {
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
}
