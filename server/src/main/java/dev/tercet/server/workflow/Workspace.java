package dev.tercet.server.workflow;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The task's worktree and what is in it.
 *
 * @param path absolute; null before it is made and after it is removed
 * @param gitDir git's own entry of the worktree, absolute; null with {@code path}
 * @param port for what the task runs; 0 before
 * @param copied paths that were copied in and never committed
 * @param head newest commit of the branch that the server made or saw
 * @param changed paths that differ from the base, artifacts excluded
 * @param baseline verification of the base; null before it ran and where nothing is verified
 * @param latest the newest verification of the branch
 * @param ready set up and fit for agents
 * @param kept why it was not removed though it might have been, null otherwise
 * @param trash the ref that keeps the branch after the task was deleted, null before
 * @param removals how often the worktree was found or made gone
 */
public record Workspace(
    @Nullable String path,
    @Nullable String gitDir,
    int port,
    List<String> copied,
    CommitId head,
    List<String> changed,
    @Nullable Verification baseline,
    @Nullable Verification latest,
    boolean ready,
    @Nullable String kept,
    @Nullable String trash,
    int removals) {

  public Workspace {
    copied = List.copyOf(copied);
    changed = List.copyOf(changed);
  }

  static Workspace none(CommitId base) {
    return new Workspace(
        null, null, 0, List.of(), base, List.of(), null, null, false, null, null, 0);
  }

  Workspace made(String where, String entry, int number, List<String> paths, CommitId commit) {
    return new Workspace(
        where, entry, number, paths, commit, changed, baseline, latest, false, null, null,
        removals);
  }

  Workspace prepared() {
    return new Workspace(
        path, gitDir, port, copied, head, changed, baseline, latest, true, kept, trash, removals);
  }

  Workspace at(CommitId commit, List<String> paths) {
    return new Workspace(
        path, gitDir, port, copied, commit, paths, baseline, latest, ready, kept, trash, removals);
  }

  Workspace compared(@Nullable Verification result) {
    return new Workspace(
        path, gitDir, port, copied, head, changed, result, latest, ready, kept, trash, removals);
  }

  Workspace verified(Verification result) {
    return new Workspace(
        path, gitDir, port, copied, head, changed, baseline, result, ready, kept, trash, removals);
  }

  Workspace keptBecause(@Nullable String reason) {
    return new Workspace(
        path, gitDir, port, copied, head, changed, baseline, latest, ready, reason, trash,
        removals);
  }

  Workspace removed() {
    return new Workspace(
        null, null, 0, List.of(), head, changed, baseline, latest, false, null, null, removals + 1);
  }

  Workspace trashed(String ref) {
    return new Workspace(
        null, null, 0, List.of(), head, changed, baseline, latest, false, null, ref, removals);
  }
}
