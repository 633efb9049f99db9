package dev.tercet.server.perform;

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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Delivery as a pull request: opens it, and notices when it was merged on the remote. */
final class PullRequests {

  private static final Duration WATCH_EVERY = Duration.ofMinutes(1);
  private static final Duration FORGE_TIMEOUT = Duration.ofMinutes(2);
  private static final int FORGE_OUTPUT = 64 * 1024;
  private static final int MOST_SPEC = 4 << 20;

  /** The longest that forges take. */
  private static final int MOST_TITLE = 255;

  private static final Pattern ADDRESS = Pattern.compile("https?://\\S+");

  private final Places places;
  private final RemoteWork remotes;
  private final Processes processes;
  private final Environment environment;

  PullRequests(Places places, RemoteWork remotes, Processes processes, Environment environment) {
    this.places = places;
    this.remotes = remotes;
    this.processes = processes;
    this.environment = environment;
  }

  /** Pushes the task's branch and opens a pull request, or says where to open it. */
  void publish(EffectId effect, Reporter reporter) {
    Task task = reporter.task();
    CommitId head = TrainLoad.delivered(places.repository(task), task, task.workspace().head());
    Report report =
        switch (remotes.pushBranch(task, head)) {
          case Arrival.There _ -> new Report.Published(effect, request(task));
          case Arrival.Behind _ ->
              new Report.MergeRefused(effect, "the branch moved on the remote meanwhile");
          case Arrival.Refused(var reason) -> new Report.MergeRefused(effect, reason);
        };
    reporter.report(report);
  }

  private String request(Task task) {
    Repository repository = places.repository(task);
    String url = repository.remotes().defaultRemote().flatMap(repository.remotes()::url).orElse("");
    Forge.Request wanted =
        new Forge.Request(
            task.charter().branch(),
            task.charter().target(),
            title(task),
            PullRequestText.of(task, spec(task)));
    String page = RequestPage.of(url, wanted.branch(), wanted.target());
    Optional<Forge> forge =
        Forge.of(url, name -> Executables.find(name, environment.plain()).isPresent());
    return forge.isEmpty() ? page : opened(task, forge.get(), wanted, page);
  }

  private static String title(Task task) {
    String title = task.charter().ticket().title();
    return title.length() <= MOST_TITLE ? title : title.substring(0, MOST_TITLE - 1) + "…";
  }

  /** One that is open already is found again: the daemon may have died after it was opened. */
  private String opened(Task task, Forge forge, Forge.Request wanted, String page) {
    ProcessResult created = run(task, forge, forge.create(wanted));
    Optional<String> address = address(created);
    if (address.isEmpty()) {
      address = address(run(task, forge, forge.find(wanted)));
    }
    return address.orElseGet(
        () ->
            "%s (the branch is pushed; %s could not open the pull request: %s)"
                .formatted(page, forge.program(), created.err().text().strip()));
  }

  private ProcessResult run(Task task, Forge forge, List<String> arguments) {
    Path program = Executables.find(forge.program(), environment.plain()).orElseThrow();
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(arguments);
    return processes.run(
        new ProcessSpec(
            command,
            Path.of(task.charter().repository()),
            environment.named(forge.variables()),
            FORGE_TIMEOUT,
            FORGE_OUTPUT));
  }

  private static Optional<String> address(ProcessResult result) {
    return result.succeeded()
        ? ADDRESS
            .matcher(result.out().text())
            .results()
            .map(MatchResult::group)
            .reduce((_, last) -> last)
        : Optional.empty();
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
    CommitId seen = reporter.task().charter().base();
    while (true) {
      Task task = reporter.task();
      Optional<CommitId> theirs = remotes.theirTarget(task);
      if (theirs.isPresent() && !theirs.get().equals(seen)) {
        Optional<RemoteMerge> merge =
            RemoteMerge.find(places.repository(task), task, seen, theirs.get());
        if (merge.isPresent()) {
          reporter.report(
              new Report.Merged(effect.id(), merge.get().onto(), merge.get().commit(), null));
          return;
        }
        seen = theirs.get();
      }
      TimeUnit.NANOSECONDS.sleep(WATCH_EVERY.toNanos());
    }
  }
}
