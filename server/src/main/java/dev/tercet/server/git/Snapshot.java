package dev.tercet.server.git;

import dev.tercet.server.git.CommitRequest.Screening;
import dev.tercet.server.git.CommitResult.Hit;
import dev.tercet.server.workflow.CommitId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A checkout's files as a tree, taken through an index of its own, so that the checkout's index and
 * files stay as they are.
 *
 * <p>Not {@code git add}: that looks into nested repositories, which runs programs of theirs. Here
 * the changed paths are found first and stored one by one. Used by one thread.
 */
final class Snapshot implements AutoCloseable {

  private final Git git;
  private final GitDirs dirs;
  private final CommitId head;
  private final Path index;

  private Snapshot(Git git, GitDirs dirs, CommitId head, Path index) {
    this.git = git;
    this.dirs = dirs;
    this.head = head;
    this.index = index;
  }

  /**
   * Takes a snapshot on top of a commit.
   *
   * @param only files and folders; empty for all
   * @param except files and folders that stay as the commit has them
   */
  static Snapshot take(
      Git git, GitDirs dirs, CommitId head, List<String> only, List<String> except) {
    try {
      Path index = Files.createTempFile(dirs.gitDir(), "tercet-index-", "");
      Snapshot snapshot = new Snapshot(git, dirs, head, index);
      boolean taken = false;
      try {
        snapshot.copyIndex();
        snapshot.fill(new HashSet<>(only), new HashSet<>(except));
        taken = true;
        return snapshot;
      } finally {
        if (!taken) {
          snapshot.close();
        }
      }
    } catch (IOException e) {
      throw new GitException("cannot copy the index of " + dirs.workTree() + ": " + e, e);
    }
  }

  /** The tree of the files, written to the repository. */
  String tree() {
    return run("write-tree").line();
  }

  /** What must not get into a commit. */
  List<Hit> screen(Screening screening) {
    List<Staged> added = staged().stream().filter(Staged::isFile).toList();
    return new ContentScreen(git, dirs).screen(added, screening);
  }

  /** Makes it the index of the checkout. */
  void keep() {
    Path real = dirs.gitDir().resolve("index");
    Path lock = dirs.gitDir().resolve("index.lock");
    try {
      Files.createFile(lock);
      try {
        Files.move(
            index, real, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(lock);
      }
    } catch (IOException e) {
      throw new GitException("cannot replace the index of " + dirs.workTree() + ": " + e, e);
    }
  }

  @Override
  public void close() {
    try {
      Files.deleteIfExists(index);
      Files.deleteIfExists(index.resolveSibling(index.getFileName() + ".lock"));
    } catch (IOException e) {
      throw new GitException("cannot delete " + index + ": " + e, e);
    }
  }

  private void copyIndex() throws IOException {
    Path real = dirs.gitDir().resolve("index");
    if (Files.exists(real)) {
      // With its time: git looks into a file again that is as old as the index, since it may have
      // changed in the same second without becoming longer.
      Files.copy(
          real, index, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
      showHidden();
    } else {
      Files.delete(index);
      run("read-tree", head.value());
    }
  }

  /** A file that was marked as never changing would change unseen; the mark is taken off here. */
  private void showHidden() {
    List<String> hidden = new ArrayList<>();
    for (String field : run("ls-files", "-v", "-z").fields()) {
      if (Character.isLowerCase(field.charAt(0))) {
        hidden.add(field.substring(2));
      }
    }
    if (!hidden.isEmpty()) {
      git.run(
          GitCall.in(dirs, "update-index", "--no-assume-unchanged", "-z", "--stdin")
              .index(index)
              .paths(hidden)
              .overFiles());
    }
  }

  private void fill(Set<String> only, Set<String> except) {
    List<WorkingChange> wanted =
        WorkingTree.status(git, dirs, index).changes().stream()
            .filter(change -> isWanted(change.path(), only, except))
            .toList();
    // First what is gone: a folder may have been replaced by a link, and nothing is found behind
    // it.
    git.run(
        GitCall.in(dirs, "update-index", "--force-remove", "-z", "--stdin")
            .index(index)
            .paths(paths(wanted, true)));
    git.run(
        GitCall.in(
                dirs,
                "update-index",
                "--add",
                "--remove",
                "--replace",
                "--ignore-skip-worktree-entries",
                "-z",
                "--stdin")
            .index(index)
            .paths(paths(wanted, false))
            .overFiles());
    StringBuilder restored = new StringBuilder();
    for (Staged entry : staged()) {
      if (entry.isLink() || !isWanted(entry.path(), only, except)) {
        restored.append(entry.asItWas());
      }
    }
    git.run(
        GitCall.in(dirs, "update-index", "--replace", "-z", "--index-info")
            .index(index)
            .input(restored.toString()));
  }

  private static List<String> paths(List<WorkingChange> changes, boolean gone) {
    return changes.stream()
        .filter(change -> (change.kind() == WorkingChange.Kind.DELETED) == gone)
        .map(WorkingChange::path)
        .toList();
  }

  private List<Staged> staged() {
    List<String> fields =
        run(
                "diff-index",
                "--cached",
                "--raw",
                "-z",
                "--no-renames",
                "--no-abbrev",
                "--no-ext-diff",
                "--ignore-submodules=none",
                head.value(),
                "--")
            .fields();
    List<Staged> staged = new ArrayList<>();
    for (int at = 0; at + 1 < fields.size(); at += 2) {
      staged.add(Staged.parse(fields.get(at), fields.get(at + 1)));
    }
    return staged;
  }

  private GitOutput run(String... arguments) {
    return git.run(GitCall.in(dirs, arguments).index(index).overFiles());
  }

  private static boolean isWanted(String path, Set<String> only, Set<String> except) {
    return (only.isEmpty() || FileTree.covers(only, path)) && !FileTree.covers(except, path);
  }
}
