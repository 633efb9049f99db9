package dev.tercet.server.git;

import dev.tercet.server.git.RepositorySearch.Found;
import dev.tercet.server.git.RepositorySearch.Reason;
import dev.tercet.server.git.RepositorySearch.Unusable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Searches for a repository and says in words why one cannot be worked in. */
final class RepositoryFinder {

  private RepositoryFinder() {}

  static RepositorySearch find(Git git, Path directory) {
    if (!Files.isDirectory(directory)) {
      return new Unusable(Reason.NOT_A_REPOSITORY, directory + " is not a folder");
    }
    GitOutput bare = ask(git, directory, "--is-bare-repository");
    if (!bare.succeeded()) {
      return unusable(directory, bare.err());
    }
    Path commonDir = Path.of(ask(git, directory, "--git-common-dir").line());
    if (bare.line().equals("true")) {
      return new Unusable(
          Reason.BARE,
          commonDir
              + " is a bare repository, which has no checkout: clone it and work in the clone");
    }
    GitOutput top = ask(git, directory, "--show-toplevel");
    if (!top.succeeded()) {
      return new Unusable(
          Reason.NOT_A_REPOSITORY,
          directory + " lies inside a git directory: give the checkout's folder");
    }
    Path gitDir = Path.of(ask(git, directory, "--git-dir").line());
    GitDirs here = new GitDirs(gitDir, commonDir, Path.of(top.line()));
    return inspect(git, gitDir.equals(commonDir) ? here : mainOf(git, here));
  }

  /** One question at a time: a path may hold a line break. */
  private static GitOutput ask(Git git, Path directory, String question) {
    return git.discover(directory, "rev-parse", "--path-format=absolute", question);
  }

  /** The main checkout where there is one, else the linked one. */
  private static GitDirs mainOf(Git git, GitDirs linked) {
    WorktreeEntry main = WorktreeEntry.list(git, linked).getFirst();
    return main.isBare()
        ? linked
        : new GitDirs(linked.commonDir(), linked.commonDir(), main.directory());
  }

  private static RepositorySearch inspect(Git git, GitDirs dirs) {
    Repository repository = Repository.open(git, dirs);
    boolean anyRef =
        !git.run(GitCall.in(dirs, "for-each-ref", "--count=1", "--format=%(refname)"))
            .text()
            .isEmpty();
    if (!anyRef && repository.revision("HEAD") instanceof Selection.NotSelected) {
      return new Unusable(
          Reason.NO_COMMIT,
          dirs.workTree() + " has no commit yet: commit something first, then start a task");
    }
    List<String> traits =
        git.run(GitCall.in(dirs, "rev-parse", "--show-object-format", "--is-shallow-repository"))
            .lines();
    boolean sparse =
        git.run(
                GitCall.in(dirs, "config", "--type=bool", "--get", "core.sparseCheckout")
                    .expecting(0, 1))
            .line()
            .equals("true");
    return new Found(
        repository,
        new RepositoryTraits(traits.get(0), traits.get(1).equals("true"), sparse),
        enclosing(git, dirs.workTree()));
  }

  private static Optional<Path> enclosing(Git git, Path workTree) {
    Path parent = workTree.getParent();
    if (parent == null) {
      return Optional.empty();
    }
    GitOutput top = ask(git, parent, "--show-toplevel");
    return top.succeeded() ? Optional.of(Path.of(top.line())) : Optional.empty();
  }

  private static Unusable unusable(Path directory, String err) {
    if (err.contains("dubious ownership")) {
      return new Unusable(
          Reason.NO_RIGHTS,
          directory
              + " is in a repository that belongs to another user: git refuses it until it is"
              + " listed under safe.directory (git config --global --add safe.directory PATH)");
    }
    if (err.contains("Permission denied")) {
      return new Unusable(
          Reason.NO_RIGHTS, directory + " is in a repository that cannot be read: " + err.strip());
    }
    return new Unusable(
        Reason.NOT_A_REPOSITORY,
        directory + " is in no git repository: run git init, or give another folder");
  }
}
