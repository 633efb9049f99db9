package dev.tercet.server.workflow;

import dev.tercet.server.workflow.RunOutcome.Finished;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A world in which everything works: it answers each effect as a perfect performer would, and keeps
 * track of which commits hold the same code.
 */
final class World {

  static final CommitId BASE = new CommitId("b".repeat(40));

  /** What planners write, by name. */
  final Map<ArtifactName, String> files =
      new HashMap<>(Map.of(Flow.name("spec.md"), "- [ ] parse\n- [ ] store\n- [ ] show\n"));

  /** Paths that the commits so far have changed. */
  final List<String> changed = new ArrayList<>(List.of("src/Main.java"));

  private final Map<CommitId, Integer> code = new HashMap<>(Map.of(BASE, 0));
  private int commits;
  private int version;

  /** Which state of the code a commit holds; artifacts do not count. */
  int code(CommitId commit) {
    return code.getOrDefault(commit, 0);
  }

  Report perform(Task task, Effect effect) {
    EffectId id = effect.id();
    return switch (effect) {
      case Effect.MakeWorktree _ ->
          new Report.WorktreeMade(
              id,
              "/w/t",
              "/repo/.git/worktrees/t",
              "tercet/csv-export-k3f9",
              4000,
              List.of(),
              task.workspace().head());
      case Effect.RunSetup(_, var command) -> new Report.SetupRan(id, green(command));
      case Effect.VerifyBaseline(_, var command) -> new Report.BaselineRan(id, green(command));
      case Effect.StartRun(_, var run) when began(task, run) ->
          new Report.RunFinished(id, run, new Finished("done"), Usage.UNKNOWN, "s-" + run, null);
      case Effect.StartRun(_, var run) -> new Report.RunBegan(id, run, "scripted", 7, 1);
      case Effect.CollectArtifacts(_, var step) ->
          new Report.Collected(id, artifacts(task.step(step)), List.of(), sameCode(task));
      case Effect.Integrate _ -> new Report.Integrated(id, newCode(), List.of());
      case Effect.VerifyItem(_, _, var command) -> new Report.Verified(id, green(command));
      case Effect.CommitItem _ -> {
        CommitId commit = newCode();
        yield new Report.Committed(id, commit, commit, changed);
      }
      case Effect.RunCheck(_, var step, var command) ->
          new Report.CheckRan(
              id, green(command), artifacts(task.step(step)), task.workspace().head());
      case Effect.CompareReviews _ ->
          new Report.Compared(id, task.workspace().head(), List.of(), List.of());
      case Effect.WriteReview(_, var step) ->
          new Report.ReviewWritten(id, artifacts(task.step(step)), sameCode(task));
      case Effect.HandBack _ -> {
        CommitId commit = newCode();
        yield new Report.HandedBack(id, commit, commit, changed);
      }
      case Effect.Rebase(_, var onto) -> new Report.Rebased(id, onto, newCode(), changed);
      case Effect.Merge _ -> new Report.Merged(id, BASE, newCode(), green("make test"));
      case Effect.WatchRemote _ -> new Report.Merged(id, BASE, newCode(), null);
      case Effect.PushBranch _ -> new Report.BranchPushed(id, task.workspace().head(), null);
      case Effect.Undo _ -> new Report.Undone(id, newCode());
      case Effect.RemoveWorktree _ -> new Report.WorktreeRemoved(id);
      case Effect.DeleteTask _ -> new Report.Deleted(id, "refs/tercet/trash/csv-export-k3f9");
    };
  }

  static Verification green(String command) {
    return new Verification(command, 0, "ok", Duration.ofSeconds(1));
  }

  static Verification red(String command) {
    return new Verification(command, 1, "1 test failed", Duration.ofSeconds(1));
  }

  CommitId newCode() {
    version++;
    return commit();
  }

  Artifact artifact(String name, String text) {
    return artifact(Flow.name(name), new StepId("spec"), text);
  }

  private static boolean began(Task task, RunId run) {
    return task.run(run) instanceof RunRecord record && record.startedAt() != null;
  }

  private CommitId sameCode(Task task) {
    int before = code(task.workspace().head());
    CommitId commit = commit();
    code.put(commit, before);
    return commit;
  }

  private CommitId commit() {
    commits++;
    CommitId commit = new CommitId("%040x".formatted(commits));
    code.put(commit, version);
    return commit;
  }

  private List<Artifact> artifacts(Step step) {
    return step.produces().stream()
        .map(name -> artifact(name, step.id(), files.getOrDefault(name, "words of " + name)))
        .toList();
  }

  private static Artifact artifact(ArtifactName name, StepId step, String text) {
    List<String> items =
        Pattern.compile("(?m)^- \\[ \\] (.*)$")
            .matcher(text)
            .results()
            .map(found -> found.group(1))
            .toList();
    List<String> verify =
        Pattern.compile("(?m)^verify: (.*)$")
            .matcher(text)
            .results()
            .map(found -> found.group(1))
            .toList();
    BlobId blob = new BlobId("%040x".formatted(text.hashCode() & 0xffffffffL));
    return new Artifact(
        name,
        step,
        0,
        blob,
        items,
        List.of("src/**"),
        verify.isEmpty() ? null : verify.getFirst(),
        List.of());
  }
}
