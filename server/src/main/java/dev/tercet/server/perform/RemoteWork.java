package dev.tercet.server.perform;

import dev.tercet.server.git.BranchName;
import dev.tercet.server.git.GitException;
import dev.tercet.server.git.PushResult;
import dev.tercet.server.git.Remotes;
import dev.tercet.server.git.Repository;
import dev.tercet.server.process.Executables;
import dev.tercet.server.process.ProcessResult;
import dev.tercet.server.process.ProcessSpec;
import dev.tercet.server.process.Processes;
import dev.tercet.server.workflow.CommitId;
import dev.tercet.server.workflow.Effect;
import dev.tercet.server.workflow.EffectId;
import dev.tercet.server.workflow.Report;
import dev.tercet.server.workflow.Task;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Delivery over the remote: pushing the target, and pull requests. */
final class RemoteWork {

  private static final Duration WATCH_EVERY = Duration.ofMinutes(1);
  private static final Duration GH_TIMEOUT = Duration.ofMinutes(2);
  private static final int GH_OUTPUT = 64 * 1024;
  private static final int MOST_SPEC = 4 << 20;

  private final Places places;
  private final Processes processes;
  private final Environment environment;

  RemoteWork(Places places, Processes processes, Environment environment) {
    this.places = places;
    this.processes = processes;
    this.environment = environment;
  }

  /**
   * Pushes a result to the target on the remote: true when it is there, false when the remote has
   * moved and everything has to be tried again, empty when the merge was refused.
   */
  Optional<Boolean> push(EffectId effect, Reporter reporter, CommitId commit) {
    Task task = reporter.task();
    Repository repository = places.repository(task);
    Remotes remotes = repository.remotes();
    Optional<String> remote = remotes.defaultRemote();
    BranchName target = new BranchName(task.charter().target());
    if (remote.isEmpty()) {
      return refused(effect, reporter, "there is no remote to push " + target + " to");
    }
    try {
      return switch (remotes.push(remote.get(), commit, target)) {
        case PushResult.Pushed _ -> Optional.of(true);
        case PushResult.NonFastForward _ -> catchUp(effect, reporter, remote.get());
        case PushResult.Rejected(var text) ->
            refused(effect, reporter, remote.get() + " rejected the push: " + text);
      };
    } catch (GitException unreachable) {
      return refused(effect, reporter, String.valueOf(unreachable.getMessage()));
    }
  }

  /** The remote has more: the local target moves to it, and the train tries again on top. */
  private Optional<Boolean> catchUp(EffectId effect, Reporter reporter, String remote) {
    Task task = reporter.task();
    Repository repository = places.repository(task);
    repository.remotes().fetch(remote);
    BranchName target = new BranchName(task.charter().target());
    Optional<CommitId> theirs = repository.ref("refs/remotes/" + remote + "/" + target);
    Optional<CommitId> ours = repository.head(target);
    if (theirs.isEmpty() || ours.isEmpty() || !repository.isAncestor(ours.get(), theirs.get())) {
      return refused(
          effect,
          reporter,
          "%s and %s/%s have gone different ways: bring them together, then merge again"
              .formatted(target, remote, target));
    }
    repository.targets().move(target, ours.get(), theirs.get());
    return repository.head(target).equals(theirs)
        ? Optional.of(false)
        : refused(
            effect,
            reporter,
            "%s is behind %s and checked out with changes: pull there, then merge again"
                .formatted(target, remote));
  }

  private static Optional<Boolean> refused(EffectId effect, Reporter reporter, String reason) {
    reporter.report(new Report.MergeRefused(effect, reason));
    return Optional.empty();
  }

  /** Pushes the task's branch and opens a pull request, or says where to open it. */
  void publish(EffectId effect, Reporter reporter) {
    Task task = reporter.task();
    Repository repository = places.repository(task);
    Remotes remotes = repository.remotes();
    Optional<String> remote = remotes.defaultRemote();
    BranchName branch = new BranchName(task.charter().branch());
    if (remote.isEmpty()) {
      refused(effect, reporter, "there is no remote to push " + branch + " to");
      return;
    }
    try {
      Optional<CommitId> seen = repository.ref("refs/remotes/" + remote.get() + "/" + branch);
      switch (remotes.pushReplacing(remote.get(), task.workspace().head(), branch, seen)) {
        case PushResult.Pushed _ ->
            reporter.report(new Report.Published(effect, request(task, remotes, remote.get())));
        case PushResult.NonFastForward _ ->
            refused(effect, reporter, branch + " has commits of others on " + remote.get());
        case PushResult.Rejected(var text) ->
            refused(effect, reporter, remote.get() + " rejected the push: " + text);
      }
    } catch (GitException unreachable) {
      refused(effect, reporter, String.valueOf(unreachable.getMessage()));
    }
  }

  private String request(Task task, Remotes remotes, String remote) {
    String url = remotes.url(remote).orElse(remote);
    Optional<Path> gh = Executables.find("gh", environment.plain());
    if (gh.isEmpty()) {
      return url + " (open a pull request there from " + task.charter().branch() + ")";
    }
    Map<String, String> variables =
        environment.named(List.of("GH_TOKEN", "GITHUB_TOKEN", "GH_HOST"));
    ProcessResult result =
        processes.run(
            new ProcessSpec(
                List.of(
                    gh.get().toString(),
                    "pr",
                    "create",
                    "--head",
                    task.charter().branch(),
                    "--base",
                    task.charter().target(),
                    "--title",
                    task.charter().ticket().title(),
                    "--body",
                    PullRequestText.of(task, spec(task))),
                Path.of(task.charter().repository()),
                variables,
                GH_TIMEOUT,
                GH_OUTPUT));
    String printed = result.out().text().strip();
    return result.succeeded() && !printed.isEmpty()
        ? printed.lines().reduce((_, last) -> last).orElse(printed)
        : url
            + " (the branch is pushed; gh could not open the pull request: "
            + result.err().text().strip()
            + ")";
  }

  /** The text of what was approved first; empty where nothing was. */
  private String spec(Task task) {
    return task.receipts().values().stream()
        .findFirst()
        .map(receipt -> places.repository(task).objects().read(receipt.shown().blob(), MOST_SPEC))
        .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
        .orElse("");
  }

  /** Fetches now and then until the target on the remote has the change. */
  void watch(Effect.WatchRemote effect, Reporter reporter) throws InterruptedException {
    while (true) {
      Task task = reporter.task();
      Repository repository = places.repository(task);
      Optional<String> remote = repository.remotes().defaultRemote();
      if (remote.isPresent()) {
        fetch(repository, remote.get());
        Optional<CommitId> theirs =
            repository.ref("refs/remotes/" + remote.get() + "/" + task.charter().target());
        if (theirs.isPresent() && repository.isAncestor(task.workspace().head(), theirs.get())) {
          reporter.report(
              new Report.Merged(effect.id(), task.charter().base(), theirs.get(), null));
          return;
        }
      }
      TimeUnit.NANOSECONDS.sleep(WATCH_EVERY.toNanos());
    }
  }

  private static void fetch(Repository repository, String remote) {
    try {
      repository.remotes().fetch(remote);
    } catch (GitException unreachable) {
      // The remote may be back the next time; what was fetched before still counts.
    }
  }
}
