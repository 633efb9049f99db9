package dev.tercet.server.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tercet.server.git.Creation.Ready;
import dev.tercet.server.git.RepositorySearch.Found;
import dev.tercet.server.process.ProcessResult;
import dev.tercet.server.process.ProcessSpec;
import dev.tercet.server.process.Processes;
import dev.tercet.server.workflow.CommitId;
import dev.tercet.server.workflow.TaskId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A real repository in a temporary folder, worked on by real git that knows nothing of the
 * machine's configuration.
 */
public final class GitFixture implements AutoCloseable {

  public static final TaskId TASK = new TaskId("csv-export-k3f9");

  private final Path root;
  private final Map<String, String> environment;
  private final Processes processes = new Processes();
  private final Git git;

  /** An empty folder below the root becomes the home, {@code repo} the repository's place. */
  public GitFixture(Path root) {
    this.root = FileTree.real(root);
    this.environment = environment(this.root);
    this.git = Git.find(processes, environment);
  }

  private static Map<String, String> environment(Path root) {
    try {
      Path home = Files.createDirectories(root.resolve("home"));
      Path configuration = home.resolve("gitconfig");
      if (Files.notExists(configuration)) {
        Files.writeString(
            configuration,
            """
            [user]
              name = Ann Example
              email = ann@example.com
            [init]
              defaultBranch = main
            [protocol "file"]
              allow = always
            """);
      }
      Map<String, String> environment = new HashMap<>();
      environment.put("PATH", System.getenv("PATH"));
      environment.put("HOME", home.toString());
      environment.put("GIT_CONFIG_GLOBAL", configuration.toString());
      environment.put("GIT_CONFIG_NOSYSTEM", "1");
      return environment;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A repository with one commit on {@code main}: {@code README.md} and {@code src/App.java}. */
  public static GitFixture withCommit(Path root) {
    GitFixture fixture = new GitFixture(root);
    fixture.init("repo");
    fixture.write("README.md", "A sample\n");
    fixture.write("src/App.java", "class App {\n  int one = 1;\n  int two = 2;\n}\n");
    fixture.commitAll("Start");
    return fixture;
  }

  public Git git() {
    return git;
  }

  public Processes processes() {
    return processes;
  }

  public Map<String, String> environment() {
    return environment;
  }

  public Path root() {
    return root;
  }

  public Path checkout() {
    return root.resolve("repo");
  }

  public void init(String folder, String... options) {
    List<String> arguments = new ArrayList<>(List.of("init", "--quiet"));
    arguments.addAll(List.of(options));
    arguments.add(root.resolve(folder).toString());
    run(root, arguments);
  }

  /** The repository as the product finds it. */
  public Repository repository() {
    return found(checkout()).repository();
  }

  public Found found(Path directory) {
    RepositorySearch search = Repository.find(git, directory);
    assertThat(search).isInstanceOf(Found.class);
    return (Found) search;
  }

  /** A task's worktree at the head of {@code main}. */
  public Worktree worktree() {
    return worktree(TASK);
  }

  public Worktree worktree(TaskId task) {
    return ready(repository().worktrees().create(task, head("main"), place(task.value())));
  }

  public Path place(String name) {
    return root.resolve("worktrees").resolve(name);
  }

  public static Worktree ready(Creation creation) {
    assertThat(creation).isInstanceOf(Ready.class);
    return ((Ready) creation).worktree();
  }

  public void write(String path, String content) {
    write(checkout(), path, content);
  }

  public static void write(Path folder, String path, String content) {
    try {
      Path file = folder.resolve(path);
      Files.createDirectories(file.getParent());
      Files.writeString(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static String read(Path folder, String path) {
    try {
      return Files.readString(folder.resolve(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public CommitId commitAll(String message) {
    return commitAll(checkout(), message);
  }

  /** Commits the way a user would, in the user's checkout or in a worktree. */
  public CommitId commitAll(Path folder, String message) {
    run(folder, List.of("add", "--all"));
    run(folder, List.of("commit", "--quiet", "--allow-empty", "-m", message));
    return new CommitId(git(folder, "rev-parse", "HEAD"));
  }

  public CommitId head(String revision) {
    return new CommitId(git("rev-parse", "--verify", revision + "^{commit}"));
  }

  /** Runs git as a user would, in the user's checkout, and gives what it printed. */
  public String git(String... arguments) {
    return run(checkout(), List.of(arguments));
  }

  public String git(Path folder, String... arguments) {
    return run(folder, List.of(arguments));
  }

  private String run(Path folder, List<String> arguments) {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(arguments);
    ProcessResult result =
        processes.run(
            new ProcessSpec(command, folder, environment, Duration.ofSeconds(60), 10_000_000));
    if (result.exitCode() != 0) {
      throw new AssertionError(command + ": " + result.err().text());
    }
    return result.out().text().strip();
  }

  /** A script that leaves {@link #canary} behind when anything runs it. */
  public Path trap() {
    Path script = root.resolve("trap.sh");
    try {
      Files.writeString(script, "#!/bin/sh\necho \"$0 $*\" >> '" + canary() + "'\ncat\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    assertThat(script.toFile().setExecutable(true)).isTrue();
    return script;
  }

  /** Exists once something ran that must never run. */
  public Path canary() {
    return root.resolve("canary");
  }

  @Override
  public void close() {
    processes.close();
  }
}
