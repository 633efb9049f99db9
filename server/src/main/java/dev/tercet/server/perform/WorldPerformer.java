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
  private final RemoteWork remotes;
  private final Secrets secrets;

  public WorldPerformer(World world) {
    secrets = world.secrets();
    Places places = new Places(world.git(), world.home());
    Fences fences = new Fences(world.cage(), places, world.network());
    ShellCommands shell =
        new ShellCommands(world.processes(), world.environment(), fences, places, world.secrets());
    Lookout lookout = new Lookout(places, world.neighbours());
    Commits commits = new Commits(places);
    remotes = new RemoteWork(places, world.processes(), world.environment());
    worktrees = new WorktreeWork(places, shell, world.worktrees(), world.trust());
    runs = new RunWork(world, places, fences, lookout);
    plans = new PlanWork(places, commits, lookout);
    builds = new BuildWork(places, commits, shell, world.secrets(), lookout);
    reviews = new ReviewWork(places, commits, lookout);
    branches = new BranchWork(places, commits, world.trust());
    train = new TrainWork(places, shell, world.worktrees(), remotes);
  }

  @Override
  public void perform(Effect effect, boolean before, Reporter whole) throws InterruptedException {
    Reporter reporter = new Redacted(whole, secrets);
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
      case Effect.Merge merge -> train.merge(merge, before, reporter);
      case Effect.Undo undo -> train.undo(undo, before, reporter);
      case Effect.WatchRemote watch -> remotes.watch(watch, reporter);
      case Effect.RemoveWorktree(var id) -> worktrees.remove(id, reporter);
      case Effect.DeleteTask(var id) -> worktrees.delete(id, reporter);
    }
  }
}
