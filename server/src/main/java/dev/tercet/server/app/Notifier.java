package dev.tercet.server.app;

import dev.tercet.protocol.Check;
import dev.tercet.protocol.DecisionView;
import dev.tercet.protocol.Notification;
import dev.tercet.protocol.WireGson;
import dev.tercet.server.perform.Environment;
import dev.tercet.server.process.ProcessException;
import dev.tercet.server.process.ProcessResult;
import dev.tercet.server.process.ProcessSpec;
import dev.tercet.server.process.Processes;
import dev.tercet.server.settings.Key;
import dev.tercet.server.store.Journal;
import dev.tercet.server.store.JournalListener;
import dev.tercet.server.store.Recorded;
import dev.tercet.server.store.Subscription;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the user's {@code notify.command} of new decisions, as JSON on its input: one call for all
 * that came within a moment, one at a time, bounded, on a thread of its own, so that nothing ever
 * waits for it. Only the user's own settings name the command, never a repository's.
 */
public final class Notifier implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Notifier.class);
  private static final Duration BATCH = Duration.ofSeconds(1);
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final int MOST_OUTPUT = 4096;
  private static final int MOST_WORDS = 300;
  private static final String OPENED = "decisionOpened";

  private final SettingsReader settings;
  private final Views views;
  private final Processes processes;
  private final Environment environment;
  private final Semaphore opened = new Semaphore(0);
  private volatile @Nullable String problem;
  private @Nullable Subscription subscription;
  private @Nullable Thread thread;

  public Notifier(
      SettingsReader settings, Views views, Processes processes, Environment environment) {
    this.settings = settings;
    this.views = views;
    this.processes = processes;
    this.environment = environment;
  }

  /** Tells of what is asked from now on; what is open already was told before. */
  public void start(Journal journal, Path directory) {
    Set<String> told = new HashSet<>();
    fresh(told);
    subscription = journal.subscribe(journal.lastPosition() + 1, new Openings());
    thread = Thread.ofPlatform().daemon().name("notify").start(() -> run(told, directory));
  }

  private void run(Set<String> told, Path directory) {
    try {
      while (true) {
        opened.acquire();
        TimeUnit.NANOSECONDS.sleep(BATCH.toNanos());
        opened.drainPermits();
        List<DecisionView> decisions = fresh(told);
        Optional<String> command = command();
        if (command.isPresent() && !decisions.isEmpty()) {
          tell(command.get(), new Notification(decisions), directory);
        }
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  /** What is open and was not told; all that is open counts as told from then on. */
  private List<DecisionView> fresh(Set<String> told) {
    List<DecisionView> open = views.inbox(null, null).decisions();
    List<DecisionView> fresh = open.stream().filter(one -> !told.contains(name(one))).toList();
    told.clear();
    open.forEach(one -> told.add(name(one)));
    return fresh;
  }

  private static String name(DecisionView decision) {
    return decision.task() + "/" + decision.id();
  }

  private Optional<String> command() {
    return settings.readUser().settings().get(Key.NOTIFY_COMMAND).value();
  }

  private void tell(String command, Notification notification, Path directory) {
    try {
      ProcessResult result =
          processes.run(
              new ProcessSpec(
                  List.of("sh", "-c", command),
                  directory,
                  environment.plain(),
                  TIMEOUT,
                  MOST_OUTPUT),
              WireGson.text(notification).getBytes(StandardCharsets.UTF_8));
      problem = result.succeeded() ? null : words(result);
    } catch (ProcessException failed) {
      problem = String.valueOf(failed.getMessage());
    }
    if (problem != null) {
      LOG.warn("notify.command: {}", problem);
    }
  }

  private static String words(ProcessResult result) {
    String said = result.err().text().strip();
    String end =
        result.timedOut()
            ? "it was not over after " + TIMEOUT.toSeconds() + " s"
            : "it ended with exit code " + result.exitCode();
    String shown = said.length() <= MOST_WORDS ? said : said.substring(0, MOST_WORDS) + "…";
    return shown.isEmpty() ? end : end + ": " + shown;
  }

  /** What the doctor says of it; nothing where no command is set. */
  Optional<Check> check() {
    String last = problem;
    return command()
        .map(
            command ->
                last == null
                    ? new Check("notify", Check.State.OK, "new decisions go to " + command, null)
                    : new Check(
                        "notify",
                        Check.State.WARNING,
                        "notify.command failed the last time: " + last,
                        "mend it in your settings; docs/settings.md has ready ones"));
  }

  private final class Openings implements JournalListener {

    @Override
    public void recorded(Recorded event) {
      if (event.type().equals(OPENED)) {
        opened.release();
      }
    }

    @Override
    public void failed(RuntimeException failure) {
      LOG.warn("new decisions are not told any more: {}", failure.toString());
    }
  }

  @Override
  public void close() {
    if (subscription != null) {
      subscription.close();
    }
    if (thread != null) {
      thread.interrupt();
    }
  }
}
