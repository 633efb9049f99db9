package dev.tercet.server.app;

import dev.tercet.protocol.Overlap;
import dev.tercet.server.git.FileChange;
import dev.tercet.server.git.GitException;
import dev.tercet.server.git.Repository;
import dev.tercet.server.review.FindingId;
import dev.tercet.server.settings.SettingsFile;
import dev.tercet.server.store.JournalListener;
import dev.tercet.server.store.Recorded;
import dev.tercet.server.store.Subscription;
import dev.tercet.server.workflow.Artifact;
import dev.tercet.server.workflow.BlobId;
import dev.tercet.server.workflow.CommitId;
import dev.tercet.server.workflow.Phase;
import dev.tercet.server.workflow.Task;
import dev.tercet.server.workflow.TaskId;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a language server reads besides the views: tasks as the rules have them, and what their
 * repositories hold for the places that it shows.
 *
 * <p>One for each connection; any thread. What git's objects hold never changes, so it is kept,
 * bounded in characters.
 */
public final class Editing implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Editing.class);
  private static final int MOST_FILE = 4 << 20;
  private static final int MOST_KEPT = 16 << 20;

  private final App app;
  private final Repositories repositories;
  private final SettingsReader settings;
  private final Kept<FileAt, Optional<String>> files =
      new Kept<>(MOST_KEPT, text -> text.map(String::length).orElse(1));
  private final Kept<BlobId, String> blobs = new Kept<>(MOST_KEPT, String::length);
  private final Kept<Span, List<Move>> moves = new Kept<>(10_000, List::size);

  private final List<Subscription> subscriptions = new CopyOnWriteArrayList<>();

  private record FileAt(String repository, CommitId commit, String path) {}

  private record Span(String repository, CommitId from, CommitId to) {}

  /** A file that a task renamed. */
  public record Move(String from, String to) {}

  Editing(App app) {
    this.app = app;
    this.repositories = new Repositories(app.git());
    this.settings = new SettingsReader(app.home());
  }

  public Optional<Task> task(TaskId id) {
    return app.model().find(id).filter(task -> task.phase() != Phase.DELETED);
  }

  /** Every task that is not deleted, in no order. */
  public Stream<Task> tasks() {
    return app.model().all().stream().filter(task -> task.phase() != Phase.DELETED);
  }

  /** Other tasks that are about to write the same files. */
  public List<Overlap> overlaps(Task task) {
    return app.model().overlaps(task);
  }

  /** The text of an artifact as it was shown; empty where its repository is gone. */
  public Optional<String> text(Task task, Artifact artifact) {
    try {
      return Optional.of(blobs.get(artifact.blob(), _ -> app.reading().text(task, artifact)));
    } catch (GitException gone) {
      LOG.debug("{} of {} cannot be read: {}", artifact.name(), task.id(), gone.toString());
      return Optional.empty();
    }
  }

  /** Every revision of a task's artifacts, oldest first. */
  public List<Artifact> revisions(Task task) {
    return app.model().particulars(task.id()).revisions();
  }

  /** The commit that a finding's lines are counted in; empty before its review is over. */
  public Optional<CommitId> anchor(Task task, FindingId finding) {
    return app.model().anchor(task.id(), finding);
  }

  /** A file at a commit of the task's repository; empty when there is none, or it is very long. */
  public Optional<String> file(Task task, CommitId commit, String path) {
    return files.get(
        new FileAt(task.charter().commonDir(), commit, path), _ -> read(task, commit, path));
  }

  private Optional<String> read(Task task, CommitId commit, String path) {
    try {
      return repositories.of(task).objects().readText(commit, path, MOST_FILE);
    } catch (GitException gone) {
      LOG.debug("{} at {} cannot be read: {}", path, commit, gone.toString());
      return Optional.empty();
    }
  }

  /** The files that the task renamed between two commits of its repository. */
  public List<Move> moves(Task task, CommitId from, CommitId to) {
    Span span = new Span(task.charter().commonDir(), from, to);
    return from.equals(to) ? List.of() : moves.get(span, _ -> readMoves(task, from, to));
  }

  private List<Move> readMoves(Task task, CommitId from, CommitId to) {
    Repository repository = repositories.of(task);
    try {
      return repository.diffs().changes(from, to).stream()
          .filter(change -> change.kind() == FileChange.Kind.RENAMED)
          .map(change -> new Move(change.oldPath(), change.path()))
          .toList();
    } catch (GitException gone) {
      LOG.debug("renames of {} cannot be read: {}", task.id(), gone.toString());
      return List.of();
    }
  }

  /** The user's own settings file, if there is one; a repository's come from the editor. */
  public List<SettingsFile> userSettings() {
    return settings.user();
  }

  /** Where the user's own settings are. */
  public Path userSettingsFile() {
    return settings.userFile();
  }

  /** Writes a page for a person to read in an editor, below the daemon's home. */
  public Path page(String name, String text) {
    Path root = app.home().resolve("pages");
    Path file = root.resolve(name);
    Texts.write(root, file, text);
    return file;
  }

  /** Where {@link #page} writes. */
  public Path pages() {
    return app.home().resolve("pages");
  }

  /** Tells of every event's task from now on, on a thread of its own, until this is closed. */
  public void watch(Consumer<TaskId> listener) {
    subscriptions.add(
        app.events()
            .subscribe(
                app.model().position() + 1,
                new JournalListener() {
                  @Override
                  public void recorded(Recorded event) {
                    app.model().await(event);
                    listener.accept(event.task());
                  }

                  @Override
                  public void failed(RuntimeException failure) {
                    LOG.warn("an editor hears no more of the journal: {}", failure.toString());
                  }
                }));
  }

  @Override
  public void close() {
    subscriptions.forEach(Subscription::close);
  }
}
