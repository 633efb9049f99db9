package dev.tercet.server.perform;

import dev.tercet.server.git.LoggedCommit;
import dev.tercet.server.git.Repository;
import dev.tercet.server.workflow.CommitId;
import dev.tercet.server.workflow.Task;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A branch that somebody merged on the remote, by whichever button.
 *
 * @param onto where the target was before, so that exactly this can be undone
 * @param commit the first of the target's commits that has all of it
 */
record RemoteMerge(CommitId onto, CommitId commit) {

  /**
   * Looks through what is new in the target. A merge commit has the branch in its history; of what
   * was squashed or rebased there is only the change itself.
   *
   * @param seen the target's commit up to which it was looked for in vain
   */
  static Optional<RemoteMerge> find(
      Repository repository, Task task, CommitId seen, CommitId theirs) {
    CommitId head = TrainLoad.delivered(repository, task, task.workspace().head());
    List<LoggedCommit> line = repository.firstParents(seen, theirs);
    for (int at = 0; at < line.size(); at++) {
      LoggedCommit commit = line.get(at);
      if (commit.parents().isEmpty()) {
        continue;
      }
      if (repository.isAncestor(head, commit.id())) {
        return Optional.of(new RemoteMerge(commit.parents().getFirst(), commit.id()));
      }
      if (repository.merges().isIn(head, commit.id())) {
        return Optional.of(new RemoteMerge(begin(repository, task, line, at), commit.id()));
      }
    }
    return Optional.empty();
  }

  /** The commit before those that a rebase made, which keep author, time and words. */
  private static CommitId begin(
      Repository repository, Task task, List<LoggedCommit> line, int last) {
    Set<String> branch =
        repository.log(task.charter().base(), task.workspace().head()).stream()
            .map(RemoteMerge::likeness)
            .collect(Collectors.toSet());
    int first = last;
    while (first > 0
        && branch.contains(likeness(line.get(first)))
        && branch.contains(likeness(line.get(first - 1)))) {
      first--;
    }
    return line.get(first).parents().getFirst();
  }

  private static String likeness(LoggedCommit commit) {
    return commit.author() + "\n" + commit.at() + "\n" + commit.subject();
  }
}
