package dev.tercet.server.git;

import dev.tercet.server.git.PushResult.NonFastForward;
import dev.tercet.server.git.PushResult.Pushed;
import dev.tercet.server.git.PushResult.Rejected;
import dev.tercet.server.workflow.CommitId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The repositories that this one is shared through. The only calls that use the network, and with
 * it the user's ssh command and credential helpers.
 */
public final class Remotes {

  private static final Duration NETWORK_TIMEOUT = Duration.ofMinutes(5);

  /** A setting of the repository or the worktree, not the user's, that a fetch may run. */
  private static final Pattern NETWORK_PROGRAM =
      Pattern.compile(
          "(?:local|worktree)\t"
              + "(core\\.(?:sshcommand|gitproxy)|ssh\\..*|credential\\..*|url\\..*|protocol\\..*"
              + "|remote\\..*\\.(?:vcs|proxy|uploadpack))",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  private final Git git;
  private final Repository repository;
  private final GitDirs dirs;

  Remotes(Git git, Repository repository) {
    this.git = git;
    this.repository = repository;
    this.dirs = repository.dirs();
  }

  /** The names of all remotes. */
  public List<String> names() {
    return git.run(GitCall.in(dirs, "remote")).lines();
  }

  /** The remote of the branch that is checked out, else {@code origin}, else the only one. */
  public Optional<String> defaultRemote() {
    List<String> names = names();
    return repository
        .checkedOutBranch()
        .flatMap(branch -> setting("branch." + branch + ".remote"))
        .filter(names::contains)
        .or(() -> names.stream().filter("origin"::equals).findFirst())
        .or(() -> names.size() == 1 ? Optional.of(names.getFirst()) : Optional.empty());
  }

  /** The default remote's default branch as last fetched, such as {@code origin/main}. */
  public Optional<String> defaultBranch() {
    return defaultRemote().flatMap(this::defaultBranch);
  }

  /** Where a remote is. */
  public Optional<String> url(String remote) {
    return setting("remote." + remote + ".url");
  }

  /**
   * Brings the remote's branches up to date here.
   *
   * @throws GitException when the remote cannot be reached, or refuses
   */
  public void fetch(String remote) {
    git.run(
        GitCall.in(
                dirs,
                "fetch",
                "--quiet",
                "--no-recurse-submodules",
                "--no-auto-maintenance",
                "--no-write-fetch-head",
                "--upload-pack=git-upload-pack",
                known(remote))
            .overNetwork()
            .timeout(NETWORK_TIMEOUT));
  }

  /**
   * Brings the files of a commit here that a partial clone left with its remote; nothing else may
   * fetch an object. In a whole clone there is nothing to do.
   *
   * @throws GitException when the remote cannot be reached, or does not have them
   */
  public void complete(CommitId commit) {
    Optional<String> promisor = promisor();
    if (promisor.isEmpty()) {
      return;
    }
    List<String> missing =
        git
            .run(
                GitCall.in(
                    dirs,
                    "rev-list",
                    "--no-walk",
                    "--objects",
                    "--missing=print",
                    commit.value(),
                    "--"))
            .lines()
            .stream()
            .filter(line -> line.startsWith("?"))
            .map(line -> line.substring(1))
            .toList();
    if (!missing.isEmpty()) {
      refuseProgramsOfTheRepository();
      fetch(promisor.get(), missing);
    }
  }

  /** Nobody asked for this fetch, so the repository's own configuration must not start anything. */
  private void refuseProgramsOfTheRepository() {
    List<String> programs =
        git
            .run(GitCall.in(dirs, "config", "--list", "--show-scope", "--name-only", "--includes"))
            .lines()
            .stream()
            .map(NETWORK_PROGRAM::matcher)
            .filter(Matcher::matches)
            .map(key -> key.group(1))
            .distinct()
            .toList();
    if (!programs.isEmpty()) {
      throw new GitException(
          "the repository's own configuration names programs for the network (%s), which nothing starts unasked"
              .formatted(String.join(", ", programs)),
          null);
    }
  }

  private void fetch(String remote, List<String> objects) {
    git.run(
        GitCall.in(
                dirs,
                "fetch",
                "--quiet",
                "--no-tags",
                "--no-recurse-submodules",
                "--no-auto-maintenance",
                "--no-write-fetch-head",
                "--filter=blob:none",
                "--upload-pack=git-upload-pack",
                "--stdin",
                known(remote))
            .input(String.join("\n", objects) + "\n")
            .overNetwork()
            .timeout(NETWORK_TIMEOUT));
  }

  /** The remote that has what a partial clone left there. */
  private Optional<String> promisor() {
    GitOutput settings =
        git.run(
            GitCall.in(dirs, "config", "--bool", "--get-regexp", "^remote\\..*\\.promisor$")
                .expecting(0, 1));
    return settings.lines().stream()
        .filter(line -> line.endsWith(" true"))
        .map(line -> line.substring("remote.".length(), line.length() - ".promisor true".length()))
        .findFirst();
  }

  /**
   * Moves a branch of the remote forward, or creates it.
   *
   * @throws GitException when the remote cannot be reached
   */
  public PushResult push(String remote, CommitId commit, BranchName branch) {
    return push(remote, List.of(), commit.value() + ":" + branch.ref());
  }

  /**
   * Puts a branch of the remote somewhere else, if it is still where it was last seen.
   *
   * @param expected empty when it must not exist
   */
  public PushResult pushReplacing(
      String remote, CommitId commit, BranchName branch, Optional<CommitId> expected) {
    String lease =
        "--force-with-lease=" + branch.ref() + ":" + expected.map(CommitId::value).orElse("");
    return push(remote, List.of(lease), commit.value() + ":" + branch.ref());
  }

  private PushResult push(String remote, List<String> options, String refspec) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "push",
                "--porcelain",
                "--no-verify",
                "--no-signed",
                "--no-follow-tags",
                "--recurse-submodules=no",
                "--receive-pack=git-receive-pack"));
    arguments.addAll(options);
    arguments.addAll(List.of(known(remote), refspec));
    GitOutput output =
        git.run(
            GitCall.in(dirs, arguments)
                .overNetwork()
                .timeout(NETWORK_TIMEOUT)
                .expecting(0, 1, 128));
    Optional<String> refusal =
        output.lines().stream().filter(line -> line.startsWith("!\t")).findFirst();
    if (refusal.isPresent()) {
      return refused(refusal.get(), output.err());
    }
    if (!output.succeeded()) {
      throw new GitException(
          arguments,
          output.exitCode(),
          output.err(),
          "git push to " + remote + ": exit " + output.exitCode() + ": " + output.err().strip());
    }
    return new Pushed();
  }

  private static PushResult refused(String line, String err) {
    return List.of("[rejected] (non-fast-forward)", "[rejected] (fetch first)", "(stale info)")
            .stream()
            .anyMatch(line::contains)
        ? new NonFastForward()
        : new Rejected((line.replaceFirst("^!\t[^\t]*\t", "") + "\n" + err).strip());
  }

  private Optional<String> defaultBranch(String remote) {
    String prefix = "refs/remotes/" + remote + "/";
    GitOutput head =
        git.run(GitCall.in(dirs, "symbolic-ref", "--quiet", prefix + "HEAD").expecting(0, 1));
    if (head.succeeded() && repository.ref(head.line()).isPresent()) {
      return Optional.of(head.line().substring("refs/remotes/".length()));
    }
    List<String> usual =
        List.of("main", "master").stream()
            .filter(name -> repository.ref(prefix + name).isPresent())
            .toList();
    return usual.size() == 1 ? Optional.of(remote + "/" + usual.getFirst()) : Optional.empty();
  }

  private String known(String remote) {
    if (!names().contains(remote) || remote.startsWith("-")) {
      throw new GitException(
          dirs.workTree() + " has no remote \"" + remote + "\": add it with git remote add", null);
    }
    return remote;
  }

  private Optional<String> setting(String key) {
    GitOutput value = git.run(GitCall.in(dirs, "config", "--get", key).expecting(0, 1));
    return value.succeeded() ? Optional.of(value.line()) : Optional.empty();
  }
}
