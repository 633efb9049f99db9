package dev.tercet.server.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tercet.server.process.ProcessException;
import dev.tercet.server.process.ProcessResult;
import dev.tercet.server.process.ProcessSpec;
import dev.tercet.server.process.Processes;
import dev.tercet.server.sandbox.Cage.Use;
import dev.tercet.server.sandbox.Enforcement.NotEnforced;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a child can and cannot do in a cage. Where the machine cannot build one, each test asserts
 * instead that this is said and that the child is started as it is.
 */
class CageTest {

  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  @TempDir Path temporary;
  private final Processes processes = new Processes();
  private Path root;
  private Path user;
  private Path tercet;
  private Path repository;
  private Path worktree;
  private Cage cage;

  @BeforeEach
  void lay() throws IOException {
    root = temporary.toRealPath();
    user = Files.createDirectories(root.resolve("user"));
    tercet = Files.createDirectories(root.resolve("tercet"));
    repository = Files.createDirectories(root.resolve("repo"));
    worktree = Files.createDirectories(repository.resolve(".tercet/worktrees/task"));
    Files.createDirectories(repository.resolve(".git/worktrees/task"));
    Files.writeString(repository.resolve(".git/config"), "[core]\n");
    Files.writeString(
        worktree.resolve(".git"), "gitdir: " + repository.resolve(".git/worktrees/task"));
    Files.writeString(repository.resolve("main.txt"), "main\n");
    Files.writeString(worktree.resolve("file.txt"), "one\n");
    cage = cage(Use.AUTO, System.getenv("PATH"));
  }

  @AfterEach
  void endChildren() {
    processes.close();
  }

  private Cage cage(Use use, String path) {
    Grounds grounds =
        new Grounds(
            Map.of("HOME", user.toString(), "PATH", path),
            List.of(tercet),
            List.of(".m2/repository"),
            List.of(".config/readable"));
    return new Cage(processes, use, grounds, tercet.resolve("tmp"));
  }

  private Walls walls(Rights rights) throws IOException {
    return new Walls(
        rights,
        worktree,
        Files.createDirectories(tercet.resolve("tmp/run")),
        Files.createDirectories(tercet.resolve("homes/task")),
        List.of(),
        List.of(),
        List.of(),
        List.of(worktree.resolve(".git"), repository.resolve(".git")),
        true);
  }

  private ProcessSpec spec(String script) {
    return new ProcessSpec(
        List.of("sh", "-c", script),
        worktree,
        Map.of("PATH", System.getenv("PATH"), "HOME", user.toString()),
        TIMEOUT,
        64_000);
  }

  private ProcessResult run(Walls walls, String script) {
    return processes.run(cage.confinement(walls).around(spec(script)));
  }

  /** Whether the machine holds what the test is about; else that it says so, and does nothing. */
  private boolean holds() throws IOException {
    if (cage.enforcement() instanceof NotEnforced stated) {
      assertThat(stated.reason()).isNotBlank();
      assertThat(stated.remedy()).isNotBlank();
      assertThat(stated.text()).contains("without a cage", "noticed after each step");
      ProcessSpec spec = spec("true");
      assertThat(cage.confinement(walls(Rights.WRITE)).around(spec)).isSameAs(spec);
      return false;
    }
    return true;
  }

  @Test
  void a_builder_writes_its_worktree_and_its_temporary_files_and_nothing_else() throws IOException {
    if (!holds()) {
      return;
    }
    String script =
        """
        echo two >> file.txt; mkdir -p new/deep && echo x > new/deep/file
        echo t > /tmp/scratch && echo t > "$TMPDIR/other"
        echo escaped > %1$s/main.txt; echo escaped > %1$s/../beside.txt
        echo escaped > /etc/tercet-escaped; echo escaped > /usr/tercet-escaped
        exit 0
        """
            .formatted(repository);

    run(walls(Rights.WRITE), script);

    assertThat(worktree.resolve("file.txt")).hasContent("one\ntwo\n");
    assertThat(worktree.resolve("new/deep/file")).exists();
    assertThat(tercet.resolve("tmp/run/scratch")).exists();
    assertThat(tercet.resolve("tmp/run/other")).exists();
    assertThat(repository.resolve("main.txt")).hasContent("main\n");
    assertThat(root.resolve("beside.txt")).doesNotExist();
    assertThat(Path.of("/etc/tercet-escaped")).doesNotExist();
    assertThat(Path.of("/usr/tercet-escaped")).doesNotExist();
  }

  @Test
  void a_reviewer_writes_nothing_and_a_planner_its_artifacts_only() throws IOException {
    if (!holds()) {
      return;
    }
    Path artifacts = Files.createDirectories(worktree.resolve(".tercet/tasks/task"));
    String script = "echo x > file.txt; echo x > .tercet/tasks/task/spec.md; exit 0";

    run(walls(Rights.READ), script);
    assertThat(artifacts.resolve("spec.md")).doesNotExist();

    Walls planner = walls(Rights.READ);
    run(
        new Walls(
            Rights.READ,
            worktree,
            planner.temp(),
            planner.home(),
            List.of(artifacts),
            List.of(),
            List.of(),
            planner.sealed(),
            true),
        script);
    assertThat(artifacts.resolve("spec.md")).hasContent("x");
    assertThat(worktree.resolve("file.txt")).hasContent("one");
  }

  @Test
  void git_s_own_files_stay_as_they_are_though_the_worktree_is_writable() throws IOException {
    if (!holds()) {
      return;
    }
    String script =
        """
        rm -f .git; echo 'gitdir: /elsewhere' > .git; mv .git moved
        echo evil >> %1$s/.git/config; mkdir -p %1$s/.git/hooks; echo x > %1$s/.git/hooks/pre-commit
        exit 0
        """
            .formatted(repository);

    run(walls(Rights.WRITE), script);

    assertThat(worktree.resolve(".git"))
        .hasContent("gitdir: " + repository.resolve(".git/worktrees/task"));
    assertThat(repository.resolve(".git/config")).hasContent("[core]");
    assertThat(repository.resolve(".git/hooks")).doesNotExist();
  }

  @Test
  void of_the_home_only_logins_caches_and_what_is_readable_are_there() throws IOException {
    if (!holds()) {
      return;
    }
    Files.createDirectories(user.resolve(".ssh"));
    Files.writeString(user.resolve(".ssh/id_rsa"), "private");
    Files.createDirectories(user.resolve(".agent"));
    Path login = Files.writeString(user.resolve(".agent/login"), "old token");
    Files.writeString(user.resolve(".agent/hooks"), "untouched");
    Files.createDirectories(user.resolve(".m2/repository"));
    Files.createDirectories(user.resolve(".config/readable"));
    Files.writeString(user.resolve(".config/readable/one"), "read me");
    Walls plain = walls(Rights.WRITE);
    Walls walls =
        new Walls(
            Rights.WRITE,
            worktree,
            plain.temp(),
            plain.home(),
            List.of(),
            List.of(login, user.resolve(".agent/absent")),
            List.of(),
            plain.sealed(),
            true);
    String script =
        """
        cat "$HOME/.ssh/id_rsa" > stolen; cat "$HOME/.config/readable/one" > readable
        echo x > "$HOME/.config/readable/one"
        echo new token > "$HOME/.agent/login"; echo x > "$HOME/.agent/hooks"; echo x > "$HOME/.bashrc"
        echo jar > "$HOME/.m2/repository/a.jar"
        exit 0
        """;

    run(walls, script);

    assertThat(worktree.resolve("stolen")).isEmptyFile();
    assertThat(worktree.resolve("readable")).hasContent("read me");
    assertThat(user.resolve(".config/readable/one")).hasContent("read me");
    assertThat(login).hasContent("new token");
    assertThat(user.resolve(".agent/hooks")).hasContent("untouched");
    assertThat(user.resolve(".bashrc")).doesNotExist();
    assertThat(user.resolve(".m2/repository/a.jar")).exists();
    assertThat(tercet.resolve("homes/task/.bashrc")).exists();
  }

  @Test
  void neither_tercet_s_folder_nor_sockets_nor_other_processes_are_visible() throws IOException {
    if (!holds()) {
      return;
    }
    Files.writeString(tercet.resolve("http.token"), "token");
    String script =
        """
        ls -A %1$s > seen; cat %1$s/http.token >> seen
        ls -A /run /home /var/tmp 2>/dev/null | grep -v ':$' | grep . >> seen
        kill -0 %2$d 2>/dev/null && echo alive >> seen
        ls -d /proc/[0-9]* | wc -l > processes
        exit 0
        """
            .formatted(tercet, ProcessHandle.current().pid());

    run(walls(Rights.WRITE), script);

    String visible = Files.readString(worktree.resolve("seen"));
    assertThat(visible).doesNotContain("token\n", "alive").contains("tmp");
    assertThat(Integer.parseInt(Files.readString(worktree.resolve("processes")).strip()))
        .isLessThan(10);
  }

  @Test
  void what_is_left_running_dies_with_the_cage() throws IOException {
    if (!holds()) {
      return;
    }
    String mark = "left-behind-" + ProcessHandle.current().pid() + "-" + System.nanoTime();
    String script =
        """
        env -i setsid sh -c 'sleep 300; : %s' >/dev/null 2>&1 </dev/null &
        echo started
        """
            .formatted(mark);

    ProcessResult result = run(walls(Rights.WRITE), script);

    assertThat(result.out().text()).contains("started");
    assertThat(ProcessHandle.allProcesses())
        .noneMatch(process -> process.info().commandLine().orElse("").contains(mark));
  }

  @Test
  void a_link_that_leads_out_opens_nothing_for_writing() throws IOException {
    if (!holds()) {
      return;
    }
    Path outside = Files.createDirectories(user.resolve("precious"));
    Files.createDirectories(worktree.resolve(".tercet/tasks"));
    Path artifacts = Files.createSymbolicLink(worktree.resolve(".tercet/tasks/task"), outside);
    Walls plain = walls(Rights.READ);
    Walls walls =
        new Walls(
            Rights.READ,
            worktree,
            plain.temp(),
            plain.home(),
            List.of(artifacts),
            List.of(),
            List.of(),
            plain.sealed(),
            true);

    assertThatThrownBy(() -> run(walls, "true"))
        .isInstanceOf(ProcessException.class)
        .hasMessageContaining("out of " + worktree)
        .hasMessageContaining("delete the link");

    Files.createSymbolicLink(worktree.resolve("way-out"), outside);
    run(walls(Rights.WRITE), "echo x > way-out/file; exit 0");
    assertThat(outside.resolve("file")).doesNotExist();
  }

  @Test
  void links_that_a_child_leaves_in_its_home_lead_the_next_one_nowhere() throws IOException {
    if (!holds()) {
      return;
    }
    Files.createDirectories(user.resolve(".m2/repository"));
    Files.createDirectories(user.resolve(".config/readable"));
    Walls walls = walls(Rights.WRITE);
    Path planted = Path.of("/oldroot" + user.resolve("made-by-the-cage"));
    Files.createSymbolicLink(tercet.resolve("homes/task/.config"), planted);
    Files.createSymbolicLink(tercet.resolve("homes/task/.m2"), planted);

    ProcessResult result = run(walls, "ls \"$HOME/.config/readable\" \"$HOME/.m2/repository\"");

    assertThat(result.exitCode()).isZero();
    assertThat(user.resolve("made-by-the-cage")).doesNotExist();
  }

  @Test
  void without_a_network_there_is_no_device_but_its_own_loopback() throws IOException {
    if (!holds()) {
      return;
    }
    Walls open = walls(Rights.WRITE);
    Walls closed =
        new Walls(
            Rights.WRITE,
            worktree,
            open.temp(),
            open.home(),
            List.of(),
            List.of(),
            List.of(),
            open.sealed(),
            false);

    run(closed, "grep : /proc/net/dev | cut -d: -f1 | tr -d ' ' > devices; exit 0");

    assertThat(worktree.resolve("devices")).hasContent("lo");
  }

  @Test
  void the_environment_is_what_was_given_and_the_arguments_are_read_by_no_shell()
      throws IOException {
    if (!holds()) {
      return;
    }
    String odd = "a b; $(touch gone) `touch gone` 'x' \"y\"";
    ProcessSpec spec =
        new ProcessSpec(
            List.of("printf", "%s|", odd, "--", "--bind"),
            worktree,
            Map.of("PATH", System.getenv("PATH")),
            TIMEOUT,
            64_000);

    ProcessResult result = processes.run(cage.confinement(walls(Rights.WRITE)).around(spec));
    ProcessResult environment = run(walls(Rights.WRITE), "env | cut -d= -f1 | sort");

    assertThat(result.out().text()).isEqualTo(odd + "|--|--bind|");
    assertThat(worktree.resolve("gone")).doesNotExist();
    assertThat(environment.out().text().lines().toList())
        .containsExactly("HOME", "PATH", "PWD", "TMPDIR");
  }

  @Test
  void a_program_that_is_not_there_is_told_as_without_a_cage() throws IOException {
    ProcessSpec spec =
        new ProcessSpec(
            List.of("no-such-agent"), worktree, Map.of("PATH", "/usr/bin"), TIMEOUT, 1_000);

    assertThatThrownBy(() -> processes.run(cage.confinement(walls(Rights.WRITE)).around(spec)))
        .isInstanceOf(ProcessException.class)
        .hasMessageContaining("no such program on the PATH");
  }

  @Test
  void where_there_is_no_bubblewrap_it_is_said_and_required_means_nothing_runs()
      throws IOException {
    String bare = Files.createDirectories(root.resolve("bin")).toString();
    Cage automatic = cage(Use.AUTO, bare);
    Cage required = cage(Use.REQUIRED, bare);
    ProcessSpec spec = spec("true");

    assertThat(automatic.enforcement().text()).contains("bubblewrap is not installed");
    assertThat(automatic.confinement(walls(Rights.WRITE)).around(spec)).isSameAs(spec);
    assertThatThrownBy(() -> required.confinement(walls(Rights.WRITE)).around(spec))
        .isInstanceOf(ProcessException.class)
        .hasMessageContaining("is not started without a cage")
        .hasMessageContaining("apt-get install bubblewrap");
  }

  @Test
  void who_switches_it_off_is_told_so() throws IOException {
    Cage off = cage(Use.OFF, System.getenv("PATH"));
    ProcessSpec spec = spec("true");

    assertThat(off.enforcement().text()).contains("cage.use");
    assertThat(off.confinement(walls(Rights.WRITE)).around(spec)).isSameAs(spec);
  }
}
