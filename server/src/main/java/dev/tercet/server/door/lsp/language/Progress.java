package dev.tercet.server.door.lsp.language;

import dev.tercet.server.workflow.Headline;
import dev.tercet.server.workflow.Task;
import dev.tercet.server.workflow.TaskId;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.lsp4j.ProgressParams;
import org.eclipse.lsp4j.WorkDoneProgressBegin;
import org.eclipse.lsp4j.WorkDoneProgressCreateParams;
import org.eclipse.lsp4j.WorkDoneProgressEnd;
import org.eclipse.lsp4j.WorkDoneProgressNotification;
import org.eclipse.lsp4j.WorkDoneProgressReport;
import org.eclipse.lsp4j.jsonrpc.messages.Either;
import org.jspecify.annotations.Nullable;

/**
 * Tells an editor how far a command is that lasts, and how a task goes on that it has just let go
 * on, until the task rests: needs a person, is merged, or is over. One bar for each. Any thread.
 */
final class Progress {

  private static final long PATIENCE_SECONDS = 5;

  private final EditorClient client;
  private final Abilities abilities;
  private final Map<TaskId, Followed> followed = new ConcurrentHashMap<>();

  /** The bars of commands, by the word that the task protocol is given for each. */
  private final Map<String, Either<String, Integer>> bars = new ConcurrentHashMap<>();

  private final AtomicInteger count = new AtomicInteger();

  /**
   * A task's bar.
   *
   * @param headline what it shows
   * @param begun whether the client has made it; until then only the task is kept (LSP 3.17, Work
   *     Done Progress: begin comes first)
   */
  private record Followed(
      Either<String, Integer> token, Task task, String headline, boolean begun) {}

  Progress(EditorClient client, Abilities abilities) {
    this.client = client;
    this.abilities = abilities;
  }

  /** Shows from now on how the task goes on, where the editor can. */
  void follow(Task task) {
    if (!abilities.showsProgress() || rests(task)) {
      return;
    }
    Either<String, Integer> token = newToken();
    if (followed.putIfAbsent(task.id(), new Followed(token, task, "", false)) == null) {
      var _ =
          client
              .createProgress(new WorkDoneProgressCreateParams(token))
              .whenComplete((_, refused) -> made(task.id(), refused == null));
    }
  }

  private Either<String, Integer> newToken() {
    return Either.forLeft("tercet-" + count.incrementAndGet());
  }

  /** A bar for a command whose client brought none; null where it shows none, or not in time. */
  @Nullable Either<String, Integer> newBar() throws InterruptedException {
    if (!abilities.showsProgress()) {
      return null;
    }
    Either<String, Integer> token = newToken();
    try {
      var _ =
          client
              .createProgress(new WorkDoneProgressCreateParams(token))
              .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      return token;
    } catch (ExecutionException | TimeoutException without) {
      return null;
    }
  }

  /** What the task protocol is to call a command's bar, from its begin to its end. */
  String word(Either<String, Integer> bar) {
    String word = "bar-" + count.incrementAndGet();
    bars.put(word, bar);
    return word;
  }

  /** What is done next by the command that the task protocol knows by this word. */
  void report(String word, String text) {
    Either<String, Integer> bar = bars.get(word);
    if (bar != null) {
      report(bar, text);
    }
  }

  private void report(Either<String, Integer> token, String text) {
    WorkDoneProgressReport report = new WorkDoneProgressReport();
    report.setMessage(text);
    tell(token, report);
  }

  /** The client has made the bar, or will not. */
  private void made(TaskId task, boolean made) {
    followed.computeIfPresent(
        task,
        (_, known) -> {
          if (!made) {
            return null;
          }
          begin(known.token, known.task.charter().ticket().title());
          return shown(new Followed(known.token, known.task, "", true));
        });
  }

  /** The task has changed. */
  void changed(Task task) {
    followed.computeIfPresent(
        task.id(),
        (_, known) -> shown(new Followed(known.token, task, known.headline, known.begun)));
  }

  /** Tells what is new, and says what is followed from now on: null for a task that rests. */
  private @Nullable Followed shown(Followed known) {
    if (!known.begun) {
      return known;
    }
    String headline = Headline.of(known.task).text();
    if (rests(known.task)) {
      end(known.token, headline);
      return null;
    }
    if (!headline.equals(known.headline)) {
      report(known.token, headline);
    }
    return new Followed(known.token, known.task, headline, true);
  }

  private static boolean rests(Task task) {
    boolean over =
        switch (task.phase()) {
          case MERGED, PUBLISHED, ABANDONED, DELETED -> true;
          case QUEUED, PREPARING, ACTIVE, MERGING, UNDOING -> false;
        };
    return over || !task.decisions().isEmpty() || task.isHeld();
  }

  void begin(Either<String, Integer> token, String title) {
    WorkDoneProgressBegin begin = new WorkDoneProgressBegin();
    begin.setTitle(title);
    begin.setCancellable(true);
    tell(token, begin);
  }

  void end(Either<String, Integer> token, @Nullable String message) {
    bars.values().removeIf(token::equals);
    WorkDoneProgressEnd end = new WorkDoneProgressEnd();
    end.setMessage(message);
    tell(token, end);
  }

  private void tell(Either<String, Integer> token, WorkDoneProgressNotification what) {
    client.progress(new ProgressParams(token, Either.forLeft(what)));
  }

  /** The person does not want to see the bar any more; the task goes on. */
  void cancel(Either<String, Integer> token) {
    Optional<TaskId> task =
        followed.entrySet().stream()
            .filter(entry -> entry.getValue().token.equals(token))
            .map(Map.Entry::getKey)
            .findFirst();
    task.ifPresent(
        id -> {
          followed.remove(id);
          end(token, null);
        });
  }
}
