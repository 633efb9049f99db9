package dev.tercet.server.app;

import dev.tercet.protocol.ChangedFile;
import dev.tercet.protocol.CompareCommits;
import dev.tercet.protocol.Comparison;
import dev.tercet.protocol.FileContent;
import dev.tercet.protocol.ProtocolError;
import dev.tercet.server.git.GitException;
import dev.tercet.server.git.Objects;
import dev.tercet.server.git.Repository;
import dev.tercet.server.git.TreeEntry;
import dev.tercet.server.workflow.BlobId;
import dev.tercet.server.workflow.CommitId;
import dev.tercet.server.workflow.Task;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Both sides of a diff between two commits of a task, as data. */
public final class Comparing {

  private static final int MOST_FILES = 5_000;
  private static final int MOST_CONTENT = 1 << 20;

  private final ReadModel model;
  private final Repositories repositories;

  public Comparing(ReadModel model, Repositories repositories) {
    this.model = model;
    this.repositories = repositories;
  }

  /** Which files differ. */
  public Comparison compare(CompareCommits params) {
    Task task = model.named(params.task());
    return git(
        () -> {
          Range range = range(task, params);
          List<ChangedFile> files = Changes.between(repositories.of(task), range.from, range.to);
          return new Comparison(
              range.from.value(),
              range.to.value(),
              files.subList(0, Math.min(files.size(), MOST_FILES)),
              Math.max(0, files.size() - MOST_FILES));
        });
  }

  /** Two commits, the older one first. */
  record Range(CommitId from, CommitId to) {}

  private Range range(Task task, CompareCommits params) {
    if (params.run() == null) {
      return new Range(
          repositories.commit(task, params.from(), task.charter().base()),
          repositories.commit(task, params.to(), task.workspace().head()));
    }
    CommitId made =
        task.runs().keySet().stream()
            .filter(run -> run.value().equals(params.run()))
            .flatMap(run -> model.particulars(task.id()).commit(run).stream())
            .findFirst()
            .orElseThrow(
                () ->
                    Denied.unknown(
                        "%s has no run %s that made a commit".formatted(task.id(), params.run())));
    return new Range(Repositories.commit(repositories.of(task).revision(made.value() + "^")), made);
  }

  /** One file as a commit has it. */
  public FileContent content(String name, String path, @Nullable String commitId) {
    Task task = model.named(name);
    return git(
        () -> {
          CommitId commit = repositories.commit(task, commitId, task.workspace().head());
          Repository repository = repositories.of(task);
          Optional<TreeEntry> entry = entry(repository.objects(), commit, path);
          return entry
              .map(found -> content(repository.objects(), commit, found))
              .orElseGet(
                  () -> new FileContent(path, commit.value(), FileContent.Kind.ABSENT, 0, null));
        });
  }

  /** What is no path inside of a repository is nowhere in it. */
  private static Optional<TreeEntry> entry(Objects objects, CommitId commit, String path) {
    boolean inside =
        !path.isEmpty()
            && !path.startsWith("/")
            && path.indexOf('\0') < 0
            && List.of(path.split("/", -1)).stream()
                .noneMatch(part -> part.isEmpty() || part.equals("..") || part.equals("."));
    return inside
        ? objects.entry(commit, path).filter(found -> found.kind() != TreeEntry.Kind.FOLDER)
        : Optional.empty();
  }

  private static FileContent content(Objects objects, CommitId commit, TreeEntry entry) {
    if (entry.kind() == TreeEntry.Kind.SUBMODULE) {
      return new FileContent(entry.path(), commit.value(), FileContent.Kind.SUBMODULE, 0, null);
    }
    BlobId blob = new BlobId(entry.object());
    long size = objects.size(blob);
    if (size > MOST_CONTENT) {
      return new FileContent(entry.path(), commit.value(), FileContent.Kind.TOO_LARGE, size, null);
    }
    byte[] bytes = objects.read(blob, MOST_CONTENT);
    FileContent.Kind kind =
        entry.kind() == TreeEntry.Kind.SYMBOLIC_LINK ? FileContent.Kind.SYMLINK : kind(bytes);
    String text =
        kind == FileContent.Kind.BINARY ? null : new String(bytes, StandardCharsets.UTF_8);
    return new FileContent(entry.path(), commit.value(), kind, size, text);
  }

  private static FileContent.Kind kind(byte[] bytes) {
    for (byte b : bytes) {
      if (b == 0) {
        return FileContent.Kind.BINARY;
      }
    }
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return FileContent.Kind.TEXT;
    } catch (CharacterCodingException other) {
      return FileContent.Kind.NOT_UTF8;
    }
  }

  private static <T> T git(Supplier<T> work) {
    try {
      return work.get();
    } catch (GitException failed) {
      throw Denied.because(ProtocolError.REPOSITORY, "git", String.valueOf(failed.getMessage()));
    }
  }
}
