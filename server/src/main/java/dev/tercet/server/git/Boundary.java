package dev.tercet.server.git;

import dev.tercet.server.git.BoundaryFinding.Kind;
import dev.tercet.server.workflow.CommitId;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What tells that an agent left its worktree or planted something for git to run. */
final class Boundary {

  private final Git git;
  private final GitDirs dirs;

  Boundary(Git git, GitDirs dirs) {
    this.git = git;
    this.dirs = dirs;
  }

  /** Whether the worktree's {@code .git} file is what git wrote when it was created. */
  List<BoundaryFinding> gitFile() {
    Path file = dirs.workTree().resolve(".git");
    String expected = "gitdir: " + dirs.gitDir();
    String found;
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      found = "it is gone";
    } else if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      found = "it is a " + (Files.isSymbolicLink(file) ? "symbolic link" : "folder");
    } else if (!FileTree.firstLine(file).equals(expected)) {
      found = "it names another repository";
    } else {
      return List.of();
    }
    return List.of(
        new BoundaryFinding(Kind.GIT_FILE_CHANGED, ".git", ".git was changed: " + found));
  }

  /** Submodules in the index or at the head that the base did not have. */
  List<BoundaryFinding> submodules(CommitId base, CommitId head) {
    Objects objects = new Objects(git, dirs);
    Set<String> known = new HashSet<>(objects.links(base));
    Stream<String> staged =
        git.run(GitCall.in(dirs, "ls-files", "--stage", "-z")).fields().stream()
            .filter(field -> field.startsWith("160000 "))
            .map(field -> field.substring(field.indexOf('\t') + 1));
    return Stream.concat(staged, objects.links(head).stream())
        .distinct()
        .filter(path -> !known.contains(path))
        .map(
            path ->
                new BoundaryFinding(
                    Kind.NEW_SUBMODULE, path, path + " is a submodule that the base did not have"))
        .toList();
  }

  /** Repositories inside the worktree, other than in ignored folders and the base's submodules. */
  List<BoundaryFinding> nested(CommitId base, List<String> except) {
    Set<Path> skipped = new HashSet<>();
    skipped.add(dirs.workTree().resolve(".git"));
    new Objects(git, dirs).links(base).forEach(path -> skipped.add(dirs.workTree().resolve(path)));
    except.forEach(path -> skipped.add(dirs.workTree().resolve(path)));
    ignoredFolders().forEach(path -> skipped.add(dirs.workTree().resolve(path)));
    List<BoundaryFinding> findings = new ArrayList<>();
    for (Path marker : gitMarkers(skipped)) {
      String path = dirs.workTree().relativize(marker).toString();
      findings.add(
          new BoundaryFinding(
              Kind.NESTED_REPOSITORY, path, path + " makes its folder a repository of its own"));
    }
    return findings;
  }

  private List<String> ignoredFolders() {
    return git
        .run(
            GitCall.in(dirs, "ls-files", "-o", "-i", "-z", "--exclude-standard", "--directory")
                .overFiles())
        .fields()
        .stream()
        .filter(path -> path.endsWith("/"))
        .toList();
  }

  private List<Path> gitMarkers(Set<Path> skipped) {
    List<Path> markers = new ArrayList<>();
    try {
      Files.walkFileTree(
          dirs.workTree(),
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
              if (skipped.contains(folder)) {
                return FileVisitResult.SKIP_SUBTREE;
              }
              if (isMarker(folder)) {
                markers.add(folder);
                return FileVisitResult.SKIP_SUBTREE;
              }
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              if (isMarker(file) && !skipped.contains(file)) {
                markers.add(file);
              }
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw new GitException("cannot look through " + dirs.workTree() + ": " + e, e);
    }
    return markers;
  }

  /** Some file systems take any case for the same name. */
  private static boolean isMarker(Path path) {
    Path name = path.getFileName();
    return name != null && name.toString().equalsIgnoreCase(".git");
  }
}
