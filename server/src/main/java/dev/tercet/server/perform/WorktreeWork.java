package dev.tercet.server.perform;

import dev.tercet.server.git.BranchName;
import dev.tercet.server.git.Creation;
import dev.tercet.server.git.Removal;
import dev.tercet.server.git.Repository;
import dev.tercet.server.git.Worktree;
import dev.tercet.server.workflow.CommitId;
import dev.tercet.server.workflow.Counts;
import dev.tercet.server.workflow.Effect;
import dev.tercet.server.workflow.EffectId;
import dev.tercet.server.workflow.Phase;
import dev.tercet.server.workflow.Report;
import dev.tercet.server.workflow.Task;
import dev.tercet.server.workflow.TaskId;
import dev.tercet.server.workflow.Trouble;
import dev.tercet.server.workflow.Verification;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Makes a task's worktree, gets it ready, and removes it. */
final class WorktreeWork {

  private static final int INCLUDE_LIMIT = 256 * 1024;
  private static final int MOST_PORTS = 50;

  private final Places places;
  private final ShellCommands shell;
  private final WorktreeSettings settings;
  private final TrustGate trust;
  private final Neighbours neighbours;

  /** Ports of worktrees that are being made. */
  private final Map<TaskId, Integer> given = new HashMap<>();

  WorktreeWork(
      Places places,
      ShellCommands shell,
      WorktreeSettings settings,
      TrustGate trust,
      Neighbours neighbours) {
    this.places = places;
    this.shell = shell;
    this.settings = settings;
    this.trust = trust;
    this.neighbours = neighbours;
  }

  void make(EffectId effect, Reporter reporter) {
    Task task = reporter.task();
    List<TrustGate.Untrusted> untrusted = trust.untrusted(task);
    if (!untrusted.isEmpty()) {
      reporter.report(untrusted(effect, untrusted));
      return;
    }
    Repository repository = places.repository(task);
    Path directory = settings.root(task).resolve(task.id().value());
    repository.worktrees().exclude("/.tercet/worktrees/");
    switch (create(task, repository, directory)) {
      case Creation.Ready(var worktree, _) -> {
        List<String> copied = repository.copiedFiles().copy(patterns(task, repository), worktree);
        CommitId head = repository.workingTree(worktree).head();
        reporter.report(
            new Report.WorktreeMade(
                effect,
                worktree.directory().toString(),
                worktree.gitDir().toString(),
                branch(worktree, task).value(),
                port(task),
                copied,
                head));
      }
      case Creation.DirectoryTaken(var where, var reason) ->
          trouble(
              reporter,
              effect,
              "the worktree cannot be made at %s: %s; move it away and retry"
                  .formatted(where, reason));
      case Creation.BranchTaken(var branch) ->
          trouble(
              reporter,
              effect,
              "the branch %s and its numbered names are taken; delete one and retry"
                  .formatted(branch));
    }
  }

  /** Nothing of the repository's own runs before a human has seen it. */
  static Report untrusted(EffectId effect, List<TrustGate.Untrusted> untrusted) {
    String entries =
        untrusted.stream().map(one -> one.supplied().entry()).collect(Collectors.joining(", "));
    String shown =
        untrusted.stream()
            .map(
                one ->
                    "%s (sha256 %s)\n%s"
                        .formatted(
                            one.supplied().entry(),
                            one.supplied().hash().substring(0, 12),
                            one.text().stripTrailing().indent(2)))
            .collect(Collectors.joining("\n"));
    return new Report.Troubled(effect, Trouble.TRUST, entries + " of the repository", shown);
  }

  private static BranchName branch(Worktree worktree, Task task) {
    BranchName branch = worktree.branch();
    return branch == null ? new BranchName(task.charter().branch()) : branch;
  }

  /** A branch that has the task's work already is checked out again; else one is made. */
  private static Creation create(Task task, Repository repository, Path directory) {
    BranchName branch = new BranchName(task.charter().branch());
    boolean again = task.phase() != Phase.PREPARING && repository.head(branch).isPresent();
    if (!again) {
      return repository.worktrees().create(task.id(), task.charter().base(), directory);
    }
    return repository.worktrees().restore(branch, directory);
  }

  private List<String> patterns(Task task, Repository repository) {
    List<String> patterns = new ArrayList<>(settings.copy(task));
    repository
        .objects()
        .readText(task.charter().base(), ".worktreeinclude", INCLUDE_LIMIT)
        .ifPresent(text -> text.lines().forEach(patterns::add));
    return patterns;
  }

  /**
   * A free port of the configured range that no other task has, the same for the same task where it
   * is still free. Two tasks that choose at once see each other: what was given is remembered.
   */
  private synchronized int port(Task task) {
    Set<Integer> taken =
        neighbours.all().stream()
            .filter(other -> !other.id().equals(task.id()) && other.workspace().path() != null)
            .map(other -> other.workspace().port())
            .collect(Collectors.toCollection(HashSet::new));
    given.keySet().removeIf(id -> !isBeingMade(id));
    given.forEach((id, port) -> taken.add(port));
    int first = settings.firstPort(task);
    int count = settings.lastPort(task) - first + 1;
    int offset = Math.floorMod(task.id().hashCode(), count);
    int chosen =
        IntStream.range(0, count)
            .map(tried -> first + (offset + tried) % count)
            .filter(port -> !taken.contains(port))
            .limit(MOST_PORTS)
            .filter(WorktreeWork::isFree)
            .findFirst()
            .orElse(first + offset);
    given.put(task.id(), chosen);
    return chosen;
  }

  /** Whether the others do not see its worktree yet. */
  private boolean isBeingMade(TaskId id) {
    return neighbours.all().stream()
        .anyMatch(task -> task.id().equals(id) && task.workspace().path() == null);
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException taken) {
      return false;
    }
  }

  void setup(Effect.RunSetup effect, Reporter reporter) {
    Task task = reporter.task();
    Verification result =
        shell.verify(task, effect.id(), effect.command(), places.worktree(task).directory());
    reporter.report(new Report.SetupRan(effect.id(), result));
  }

  void baseline(Effect.VerifyBaseline effect, Reporter reporter) {
    Task task = reporter.task();
    Verification result =
        shell.verify(task, effect.id(), effect.command(), places.worktree(task).directory());
    reporter.report(new Report.BaselineRan(effect.id(), result));
  }

  /** After a merge the worktree goes, if nothing is lost by it. */
  void remove(EffectId effect, Reporter reporter) {
    Task task = reporter.task();
    Repository repository = places.repository(task);
    if (!Files.exists(places.worktree(task).gitDir())) {
      reporter.report(new Report.WorktreeRemoved(effect)); // Before, when nobody could be told.
      return;
    }
    if (places.isGone(task)) {
      report(reporter, effect, repository.worktrees().removeKeepingBranch(places.worktree(task)));
      return;
    }
    tearDown(task, effect);
    CommitId landed = task.landing().commit();
    List<String> notWork = Places.uncommitted(task);
    List<String> uncommitted =
        places.workingTree(task).status(notWork).changes().stream()
            .map(change -> change.path())
            .toList();
    if (landed == null || !uncommitted.isEmpty()) {
      reporter.report(
          new Report.WorktreeKept(
              effect, "it has changes that are in no commit: " + String.join(", ", uncommitted)));
      return;
    }
    Removal removal = repository.worktrees().removeKeepingBranch(places.worktree(task));
    if (removal instanceof Removal.Removed) {
      Places.delete(places.cageHomes(task));
    }
    report(reporter, effect, removal);
  }

  private static void report(Reporter reporter, EffectId effect, Removal removal) {
    switch (removal) {
      case Removal.Removed _ -> reporter.report(new Report.WorktreeRemoved(effect));
      case Removal.Uncommitted(var paths) ->
          reporter.report(
              new Report.WorktreeKept(
                  effect, "it has changes that are in no commit: " + String.join(", ", paths)));
      case Removal.Unmerged(var commits) ->
          reporter.report(
              new Report.WorktreeKept(
                  effect,
                  Counts.of(commits, "commit")
                      + (commits == 1 ? " of it is" : " of it are")
                      + " in no other branch"));
      case Removal.NotOurs(var reason) -> reporter.report(new Report.WorktreeKept(effect, reason));
    }
  }

  /** The human deleted the task: the worktree goes, and the branch to the trash. */
  void delete(EffectId effect, Reporter reporter) {
    Task task = reporter.task();
    Repository repository = places.repository(task);
    if (task.workspace().path() != null) {
      tearDown(task, effect);
      Removal removal = repository.worktrees().removeWithWork(places.worktree(task), task.id());
      if (removal instanceof Removal.Removed(var trash)) {
        Places.delete(places.cageHomes(task));
        reporter.report(new Report.Deleted(effect, trash.orElse("")));
      } else {
        report(reporter, effect, removal);
      }
    } else {
      String trash =
          repository
              .worktrees()
              .trash(new BranchName(task.charter().branch()), task.id())
              .orElse("");
      reporter.report(new Report.Deleted(effect, trash));
    }
  }

  private void tearDown(Task task, EffectId effect) {
    String command = task.charter().policy().teardown();
    if (command != null && !places.isGone(task)) {
      shell.verify(task, effect, command, places.worktree(task).directory());
    }
  }

  private static void trouble(Reporter reporter, EffectId effect, String reason) {
    reporter.report(new Report.Troubled(effect, Trouble.FAILURE, reason, ""));
  }
}
