package dev.tercet.server.app;

import dev.tercet.protocol.ChangedFile;
import dev.tercet.protocol.CompareCommits;
import dev.tercet.protocol.Comparison;
import dev.tercet.protocol.FileContent;
import dev.tercet.protocol.FileContents;
import dev.tercet.protocol.ProtocolError;
import dev.tercet.protocol.ReadContents;
import dev.tercet.server.git.GitException;
import dev.tercet.server.git.Objects;
import dev.tercet.server.git.TreeEntry;
import dev.tercet.server.workflow.BlobId;
import dev.tercet.server.workflow.CommitId;
import dev.tercet.server.workflow.Task;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Both sides of a diff between two commits of a task, as data. */
public final class Comparing {

  private static final int MOST_FILES = 5_000;
  private static final int MOST_CONTENT = 1 << 20;
  private static final int MOST_CONTENTS = 4 << 20;
  private static final int MOST_PATHS = 500;

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
    return contents(new ReadContents(name, List.of(path), commitId)).contents().getFirst();
  }

  /** Many files as a commit has them, with as few processes as one takes. */
  public FileContents contents(ReadContents params) {
    Task task = model.named(params.task());
    if (params.paths().size() > MOST_PATHS) {
      throw Denied.because(
          ProtocolError.REFUSED,
          "too-many",
          "%d files are asked for, and %d is the most at once"
              .formatted(params.paths().size(), MOST_PATHS));
    }
    return git(
        () -> {
          CommitId commit = repositories.commit(task, params.commit(), task.workspace().head());
          Objects objects = repositories.of(task).objects();
          return new FileContents(commit.value(), contents(objects, commit, params.paths()));
        });
  }

  private static List<FileContent> contents(Objects objects, CommitId commit, List<String> paths) {
    Map<String, TreeEntry> entries =
        objects.entries(commit, paths.stream().filter(Comparing::isInside).toList());
    Map<BlobId, Long> sizes =
        objects.sizes(
            entries.values().stream().filter(Comparing::isBlob).map(Comparing::blob).toList());
    List<String> some = fitting(paths, entries, sizes);
    Map<BlobId, byte[]> read =
        objects.readAll(
            some.stream()
                .flatMap(path -> Stream.ofNullable(entries.get(path)))
                .filter(Comparing::isBlob)
                .map(Comparing::blob)
                .filter(blob -> sizes.getOrDefault(blob, 0L) <= MOST_CONTENT)
                .toList(),
            sizes);
    return some.stream()
        .map(path -> content(path, commit, entries.get(path), sizes, read))
        .toList();
  }

  /** The first of the paths, as many as fit into an answer. */
  private static List<String> fitting(
      List<String> paths, Map<String, TreeEntry> entries, Map<BlobId, Long> sizes) {
    long weight = 0;
    for (int at = 0; at < paths.size(); at++) {
      TreeEntry entry = entries.get(paths.get(at));
      long size = entry != null && isBlob(entry) ? sizes.getOrDefault(blob(entry), 0L) : 0;
      weight += size > MOST_CONTENT ? 0 : size;
      if (at > 0 && weight > MOST_CONTENTS) {
        return paths.subList(0, at);
      }
    }
    return paths;
  }

  private static boolean isBlob(TreeEntry entry) {
    return entry.kind() == TreeEntry.Kind.FILE || entry.kind() == TreeEntry.Kind.SYMBOLIC_LINK;
  }

  private static BlobId blob(TreeEntry entry) {
    return new BlobId(entry.object());
  }

  /** What is no path inside of a repository is nowhere in it. */
  static boolean isInside(String path) {
    return !path.isEmpty()
        && !path.startsWith("/")
        && path.indexOf('\0') < 0
        && List.of(path.split("/", -1)).stream()
            .noneMatch(part -> part.isEmpty() || part.equals("..") || part.equals("."));
  }

  private static FileContent content(
      String path,
      CommitId commit,
      @Nullable TreeEntry entry,
      Map<BlobId, Long> sizes,
      Map<BlobId, byte[]> read) {
    if (entry == null || entry.kind() == TreeEntry.Kind.FOLDER) {
      return new FileContent(path, commit.value(), FileContent.Kind.ABSENT, 0, null);
    }
    if (entry.kind() == TreeEntry.Kind.SUBMODULE) {
      return new FileContent(path, commit.value(), FileContent.Kind.SUBMODULE, 0, null);
    }
    long size = sizes.getOrDefault(blob(entry), 0L);
    byte[] bytes = read.get(blob(entry));
    if (bytes == null) {
      return new FileContent(path, commit.value(), FileContent.Kind.TOO_LARGE, size, null);
    }
    FileContent.Kind kind =
        entry.kind() == TreeEntry.Kind.SYMBOLIC_LINK ? FileContent.Kind.SYMLINK : kind(bytes);
    String text =
        kind == FileContent.Kind.BINARY ? null : new String(bytes, StandardCharsets.UTF_8);
    return new FileContent(path, commit.value(), kind, size, text);
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

  /** What git says no to is a client's to know. */
  static <T> T git(Supplier<T> work) {
    try {
      return work.get();
    } catch (GitException failed) {
      throw Denied.because(ProtocolError.REPOSITORY, "git", String.valueOf(failed.getMessage()));
    }
  }
}
