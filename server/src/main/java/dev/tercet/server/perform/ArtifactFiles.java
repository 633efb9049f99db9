package dev.tercet.server.perform;

import dev.tercet.server.workflow.Answered;
import dev.tercet.server.workflow.ArtifactName;
import dev.tercet.server.workflow.Role;
import dev.tercet.server.workflow.Step;
import dev.tercet.server.workflow.Task;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A task's artifacts as files: where agents see them, and where they are committed.
 *
 * <p>A template may say that agents find them at the worktree's root, or in a folder of its own.
 * They are committed under {@code .tercet/tasks/{task}} all the same, so that two tasks never meet
 * in one file; the copies elsewhere are not committed.
 */
final class ArtifactFiles {

  /** Larger than any artifact that a person reads. */
  static final int MOST_BYTES = 4 << 20;

  private static final ArtifactName DECISIONS = new ArtifactName("decisions.md");
  private static final ArtifactName REVIEW = new ArtifactName("review.md");

  private ArtifactFiles() {}

  /** Where the server keeps them, relative to the worktree. */
  static String home(Task task) {
    return ".tercet/tasks/" + task.id();
  }

  /** Where agents see them, relative to the worktree; empty for its root. */
  static String shown(Task task) {
    return task.workflow().artifactsPath().replace("{task_id}", task.id().value());
  }

  static boolean isAliased(Task task) {
    return !shown(task).equals(home(task));
  }

  static Path folder(Task task, Path worktree) {
    String shown = shown(task);
    return shown.isEmpty() ? worktree : worktree.resolve(shown);
  }

  /** The paths of the copies that agents see, which are never committed. */
  static List<String> aliases(Task task) {
    if (!isAliased(task)) {
      return List.of();
    }
    String prefix = shown(task).isEmpty() ? "" : shown(task) + "/";
    return names(task).map(name -> prefix + name).distinct().toList();
  }

  private static Stream<ArtifactName> names(Task task) {
    Stream<ArtifactName> declared =
        task.workflow().steps().stream()
            .flatMap(step -> Stream.concat(produced(step).stream(), step.reads().stream()));
    return Stream.concat(Stream.of(DECISIONS), declared).distinct();
  }

  /** The text of an artifact where agents see it; empty when it is not a plain, non-empty file. */
  static Optional<byte[]> read(Task task, Path worktree, ArtifactName name) {
    Path file = folder(task, worktree).resolve(name.value());
    try {
      if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
          || !isInside(worktree, file)
          || Files.size(file) > MOST_BYTES) {
        return Optional.empty();
      }
      byte[] bytes = Files.readAllBytes(file);
      boolean blank = new String(bytes, StandardCharsets.UTF_8).isBlank();
      return blank ? Optional.empty() : Optional.of(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  /** Writes an artifact where it is committed and, where that differs, where agents see it. */
  static void write(Task task, Path worktree, ArtifactName name, byte[] bytes) {
    put(worktree, worktree.resolve(home(task)).resolve(name.value()), bytes);
    if (isAliased(task)) {
      put(worktree, folder(task, worktree).resolve(name.value()), bytes);
    }
  }

  /** Puts the copies that agents see in place, in a fresh checkout. */
  static void show(Task task, Path checkout) {
    if (!isAliased(task)) {
      return;
    }
    for (ArtifactName name : names(task).toList()) {
      Path kept = checkout.resolve(home(task)).resolve(name.value());
      try {
        if (Files.isRegularFile(kept, LinkOption.NOFOLLOW_LINKS) && isInside(checkout, kept)) {
          put(checkout, folder(task, checkout).resolve(name.value()), Files.readAllBytes(kept));
        }
      } catch (IOException e) {
        throw new UncheckedIOException("cannot read " + kept + ": " + e.getMessage(), e);
      }
    }
  }

  /** Writes the human's answers, numbered, for everyone who works on from here. */
  static void writeAnswers(Task task, Path worktree) {
    if (task.answers().isEmpty()) {
      return;
    }
    StringBuilder text = new StringBuilder("# Decisions\n");
    int number = 1;
    for (Answered answered : task.answers()) {
      text.append("\n## ")
          .append(number++)
          .append(". ")
          .append(answered.question().strip())
          .append("\n\n")
          .append(answered.answer().strip())
          .append("\n\n— ")
          .append(answered.by().actor().user())
          .append(", ")
          .append(
              DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                  answered.by().at().atOffset(ZoneOffset.UTC)))
          .append('\n');
    }
    write(task, worktree, DECISIONS, text.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** The artifacts that a step leaves: a review is written down wherever the template is silent. */
  static List<ArtifactName> produced(Step step) {
    return step.role() == Role.REVIEW && step.produces().isEmpty()
        ? List.of(REVIEW)
        : step.produces();
  }

  private static void put(Path worktree, Path file, byte[] bytes) {
    try {
      makeFolder(worktree, Objects.requireNonNull(file.getParent(), "a file lies in a folder"));
      if (Files.isSymbolicLink(file)) {
        Files.delete(file);
      }
      Files.write(file, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file + ": " + e.getMessage(), e);
    }
  }

  /** Makes a folder below the worktree, and none elsewhere: an agent may have left links there. */
  static void makeFolder(Path worktree, Path folder) throws IOException {
    Path there = folder;
    while (!Files.exists(there, LinkOption.NOFOLLOW_LINKS)) {
      there = Objects.requireNonNull(there.getParent(), "the worktree is there");
    }
    if (!there.toRealPath().startsWith(worktree.toRealPath())) {
      throw new IOException("it leads out of the worktree through a link");
    }
    Files.createDirectories(folder);
  }

  private static boolean isInside(Path worktree, Path file) throws IOException {
    Path folder = file.getParent();
    return folder != null && folder.toRealPath().startsWith(worktree.toRealPath());
  }
}
