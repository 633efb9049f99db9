package dev.tercet.server.door.lsp.language;

import dev.tercet.server.app.Editing;
import dev.tercet.server.workflow.ArtifactName;
import dev.tercet.server.workflow.Task;
import dev.tercet.server.workflow.TaskId;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Says what a document is. Any thread. */
final class Places {

  /** What an editor may call a template that is no file yet. */
  static final String TEMPLATE_LANGUAGE = "tercet-workflow";

  private final Editing editing;

  Places(Editing editing) {
    this.editing = editing;
  }

  Place of(Document document) {
    Path path = document.path();
    if (path == null || path.getNameCount() < 2) {
      return document.language().equals(TEMPLATE_LANGUAGE)
          ? new Place.Template("untitled", null)
          : new Place.Code();
    }
    if (path.startsWith(editing.pages())) {
      return new Place.Page(editing.pages().relativize(path).toString());
    }
    if (path.equals(editing.userSettingsFile())) {
      return new Place.SettingsFile(null, false);
    }
    return ofName(path)
        .or(() -> ofTask(path))
        .orElseGet(
            () ->
                document.language().equals(TEMPLATE_LANGUAGE)
                    ? new Place.Template(name(path), null)
                    : new Place.Code());
  }

  private static Optional<Place> ofName(Path path) {
    String name = nameOf(path);
    Path folder = parent(path);
    String in = nameOf(folder);
    if (in.equals("workflows") && name.endsWith(".md") && isOurs(nameOf(parent(folder)))) {
      return Optional.of(new Place.Template(name(path), parent(parent(folder))));
    }
    if (isOurs(in) && name.equals("settings.json")) {
      return Optional.of(new Place.SettingsFile(parent(folder), in.equals(".zenflow")));
    }
    return Optional.empty();
  }

  private static boolean isOurs(String folder) {
    return folder.equals(".tercet") || folder.equals(".zenflow");
  }

  private static @Nullable Path parent(@Nullable Path path) {
    return path == null ? null : path.getParent();
  }

  private static String nameOf(@Nullable Path path) {
    Path name = path == null ? null : path.getFileName();
    return name == null ? "" : name.toString();
  }

  private static String name(Path path) {
    String name = nameOf(path);
    return name.endsWith(".md") ? name.substring(0, name.length() - 3) : name;
  }

  /** A file in a task's folder, or where its agents see it. */
  private Optional<Place> ofTask(Path path) {
    Path folder = parent(path);
    if (nameOf(parent(folder)).equals("tasks")
        && nameOf(parent(parent(folder))).equals(".tercet")) {
      return id(nameOf(folder)).flatMap(editing::task).flatMap(task -> named(task, nameOf(path)));
    }
    return worktreeOf(path)
        .filter(task -> folder != null && folder.equals(shown(task)))
        .flatMap(
            task ->
                named(task, nameOf(path))
                    .filter(place -> task.artifacts().containsKey(place.name())))
        .map(place -> place);
  }

  private static Optional<Place.TaskFile> named(Task task, String name) {
    try {
      return Optional.of(new Place.TaskFile(task.id(), new ArtifactName(name)));
    } catch (IllegalArgumentException noArtifact) {
      return Optional.empty();
    }
  }

  private static Optional<TaskId> id(String text) {
    try {
      return Optional.of(new TaskId(text));
    } catch (IllegalArgumentException noTask) {
      return Optional.empty();
    }
  }

  private static @Nullable Path shown(Task task) {
    String worktree = task.workspace().path();
    String folder = task.workflow().artifactsPath().replace("{task_id}", task.id().value());
    return worktree == null ? null : Path.of(worktree).resolve(folder).normalize();
  }

  /** The task in whose worktree a file lies. */
  Optional<Task> worktreeOf(Path file) {
    return editing
        .tasks()
        .filter(
            task -> {
              String worktree = task.workspace().path();
              return worktree != null && file.startsWith(Path.of(worktree));
            })
        .findFirst();
  }

  /** The task's worktree; the main checkout where it has none any more. */
  static Path root(Task task) {
    String worktree = task.workspace().path();
    return Path.of(worktree == null ? task.charter().repository() : worktree);
  }

  /** Where an artifact lies: in the task's worktree, else where it was merged to. */
  static Path file(Task task, ArtifactName name) {
    return root(task).resolve(".tercet/tasks").resolve(task.id().value()).resolve(name.value());
  }

  /** The tasks of the repository whose main checkout a file lies in. */
  List<Task> tasksAround(Path file) {
    return editing
        .tasks()
        .filter(task -> file.startsWith(Path.of(task.charter().repository())))
        .toList();
  }
}
