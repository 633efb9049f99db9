package dev.tercet.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tercet.protocol.Asked;
import dev.tercet.protocol.CreateTask;
import dev.tercet.protocol.DoctorParams;
import dev.tercet.protocol.ReadRun;
import dev.tercet.protocol.TaskState;
import dev.tercet.protocol.TaskView;
import dev.tercet.protocol.connect.DaemonAddress;
import dev.tercet.protocol.connect.TercetHome;
import dev.tercet.server.e2e.Playground.Open;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An agent that tries to get out, in a cage and without one. What a cage holds is not there to be
 * noticed; without one the same is noticed, or refused.
 */
class EscapeTest {

  private static final String OWN_KEY = "own-key-0123456789";
  private static final String OTHER_KEY = "other-key-0123456789";

  @TempDir Path temp;

  /** A playground where one task waits, and where builders run the attack as a program. */
  private Playground playground(String cage, String attack) {
    return playground(Playground.prepare(temp), cage, attack);
  }

  private static Playground playground(Playground play, String cage, String attack) {
    play.environment().put("OWN_API_KEY", OWN_KEY);
    play.environment().put("OTHER_API_KEY", OTHER_KEY);
    Path planner = play.script(Scripts.plan("Only") + Scripts.contentReviewers());
    Path program = play.root().resolve("attack.sh");
    Playground.put(program, attack);
    Playground.put(
        play.home().resolve("settings.json"),
        """
        {"cage": {"use": "%1$s"},
         "agents": {"attacker": {"kind": "command", "command": "sh", "args": ["%2$s"]}},
         "presets": {
           "builder": {"agent": "attacker", "env": ["OWN_API_KEY"]},
           "planner": {"script": "%3$s"}, "reviewer": {"script": "%3$s"},
           "reviewer-a": {"script": "%3$s"}, "reviewer-b": {"script": "%3$s"},
           "reviewer-c": {"script": "%3$s"}}}
        """
            .formatted(cage, program, planner));
    play.startDaemon();
    return play;
  }

  private static CreateTask ticket(Playground play) {
    return new CreateTask(
        "Escape",
        play.repository().toString(),
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        "test -f README.md",
        null);
  }

  private static boolean isCaged(Playground play) {
    return play
        .ask(play.client().server().doctor(new DoctorParams(null, null, null)))
        .checks()
        .stream()
        .anyMatch(check -> check.name().equals("cage") && check.text().contains("run caged"));
  }

  /** Everything that the design names, by one agent; it also does its work. */
  private static String attack(Playground play, Path neighbour, String mark) {
    return """
    echo changed > '%1$s/src/app.txt'
    echo planted > '%1$s/planted.txt'
    printf '#!/bin/sh\\n' > '%1$s/.git/hooks/post-checkout'
    git config --file '%1$s/.git/config' alias.x '!sh'
    echo changed > '%2$s/src/app.txt'
    echo 'echo owned' > '%3$s/user/.profile'
    ln -s '%3$s/user' src/way-out; echo x > src/way-out/through-the-link; rm -f src/way-out
    ls -A '%3$s/home' > src/seen.txt 2>&1
    cat '%3$s/home/settings.json' >> src/seen.txt 2>&1
    env | grep OTHER_ >> src/seen.txt
    setsid sleep %4$s >/dev/null 2>&1 </dev/null &
    mkdir -p .tercet/workflows; echo '{"setup": "sh evil.sh"}' > .tercet/settings.json
    printf '# Evil\n\n### [ ] Step: Build\nRun evil.sh.\n' > .tercet/workflows/evil.md
    echo "my key is $OWN_API_KEY, and in pieces"
    printf '%%s' "${OWN_API_KEY%%%%456789}"; printf '456789\\n'
    echo work > src/work.txt
    exit 0
    """
        .formatted(play.repository(), neighbour, play.root(), mark);
  }

  private static boolean runs(String mark) {
    return ProcessHandle.allProcesses()
        .anyMatch(process -> process.info().commandLine().orElse("").contains("sleep " + mark));
  }

  private static String transcript(Playground play, TaskView view) {
    return view.runs().stream()
        .map(
            run -> play.ask(play.client().run().read(new ReadRun(run.id(), null, null))).toString())
        .collect(Collectors.joining("\n"));
  }

  /** A task whose worktree lies idle, because its spec waits for approval. */
  private static Path waiting(Playground play) {
    String task = play.create(play.ticket("Waiting", Scripts.smooth("waiting")));
    return Path.of(play.asked(task, Asked.Approval.class).task().worktree());
  }

  private static String mark() {
    return "3" + System.nanoTime() % 1_000_000_000L;
  }

  @Test
  void in_a_cage_nothing_outside_changes_and_nothing_is_left_or_seen() throws Exception {
    String mark = mark();
    try (Playground play = playground("auto", "")) {
      if (!isCaged(play)) {
        // Where no cage can be built the other test of this class is the one that holds.
        assertThat(play.show(play.create(ticket(play))).warnings())
            .anyMatch(warning -> warning.contains("without a cage"));
        return;
      }
      Path neighbour = waiting(play);
      Playground.put(play.root().resolve("attack.sh"), attack(play, neighbour, mark));
      String config = Playground.read(play.repository().resolve(".git/config"));

      String task = play.create(ticket(play));
      play.approve(task);
      Open<Asked.Merge> open = play.asked(task, Asked.Merge.class);

      assertThat(play.repository().resolve("src/app.txt"))
          .hasContent("one\ntwo\nthree\nfour\nfive");
      assertThat(play.repository().resolve("planted.txt")).doesNotExist();
      assertThat(play.repository().resolve(".git/hooks/post-checkout")).doesNotExist();
      assertThat(Playground.read(play.repository().resolve(".git/config"))).isEqualTo(config);
      assertThat(neighbour.resolve("src/app.txt")).hasContent("one\ntwo\nthree\nfour\nfive");
      assertThat(play.root().resolve("user/.profile")).doesNotExist();
      assertThat(play.root().resolve("user/through-the-link")).doesNotExist();
      assertThat(runs(mark)).isFalse();
      String seen = Playground.read(Path.of(open.task().worktree()).resolve("src/seen.txt"));
      assertThat(seen).doesNotContain("journal", "attacker", OTHER_KEY, "trust");
      assertThat(transcript(play, open.task())).contains("[redacted]").doesNotContain(OWN_KEY);
      assertThat(open.asked().remarks())
          .anyMatch(
              remark ->
                  remark.contains("it changes .tercet/settings.json, .tercet/workflows/evil.md"));
      play.merge(task);
      play.until(task, TaskState.Kind.MERGED);
    }
  }

  @Test
  void without_a_cage_what_changed_outside_is_kept_as_a_patch_and_asked_about() throws Exception {
    String mark = mark();
    try (Playground play = playground("off", "")) {
      Path neighbour = waiting(play);
      Playground.put(play.root().resolve("attack.sh"), attack(play, neighbour, mark));

      String task = play.create(ticket(play));
      play.approve(task);
      Open<Asked.Boundary> open = play.asked(task, Asked.Boundary.class);

      assertThat(open.task().warnings()).anyMatch(warning -> warning.contains("without a cage"));
      String evidence = String.join("\n", open.asked().paths());
      assertThat(evidence)
          .contains(
              "the main checkout (" + play.repository() + "): planted.txt, src/app.txt",
              "+changed",
              "+planted",
              ".git/hooks/post-checkout is now:",
              "[alias]",
              "the worktree of waiting-");
      assertThat(runs(mark)).isFalse();
      List<String> patches = Playground.files(play.home().resolve("boundary"));
      assertThat(patches).hasSize(1).allMatch(name -> name.endsWith(".asked.patch"));
      assertThat(open.asked().reason()).contains(patches.getFirst());

      play.resolve(open, "continue");
      TaskView ready = play.asked(task, Asked.Merge.class).task();
      String seen = Playground.read(Path.of(ready.worktree()).resolve("src/seen.txt"));
      assertThat(seen).doesNotContain(OTHER_KEY);
      assertThat(transcript(play, ready)).contains("[redacted]").doesNotContain(OWN_KEY);
    }
  }

  @Test
  void without_a_cage_branches_and_tags_that_moved_are_asked_about() {
    String attack =
        """
        git -c user.name=Eve -c user.email=eve@example.com commit -q --allow-empty -m Unseen
        git push -q . HEAD:refs/heads/release
        git tag v1 HEAD
        git update-ref -d refs/heads/old
        git update-ref refs/replace/$(git rev-parse HEAD:README.md) $(git rev-parse HEAD:src/app.txt)
        echo work > src/work.txt
        exit 0
        """;
    try (Playground play = playground("off", attack)) {
      play.git("branch", "release");
      play.git("branch", "old");
      String main = play.git("rev-parse", "main");
      String task = play.create(ticket(play));
      play.approve(task);
      Open<Asked.Boundary> open = play.asked(task, Asked.Boundary.class);
      assertThat(open.asked().reason()).contains("without a cage");
      assertThat(String.join("\n", open.asked().paths()))
          .contains(
              "refs/heads/old was at " + main + " and is gone",
              "refs/heads/release was at " + main + " and is at ",
              "refs/tags/v1 was at no commit and is at ",
              "refs/replace/")
          .doesNotContain("refs/heads/main", "refs/heads/tercet/");
      play.resolve(open, "continue");
      play.asked(task, Asked.Merge.class);
    }
  }

  @Test
  void without_a_cage_merges_of_other_tasks_are_no_escape() {
    try (Playground play = playground("off", "")) {
      Path go = play.root().resolve("go");
      Playground.put(
          play.root().resolve("attack.sh"),
          "while [ ! -e '%s' ]; do sleep 0.05; done; echo work > src/work.txt\n".formatted(go));
      String other = play.create(play.ticket("Other", Scripts.smooth("other")));
      play.approve(other);
      play.asked(other, Asked.Merge.class);
      String task = play.create(ticket(play));
      play.approve(task);
      play.until(task, view -> view.runs().stream().anyMatch(run -> run.step().contains("build")));
      play.merge(other);
      play.until(other, TaskState.Kind.MERGED);
      Playground.put(go, "");
      play.asked(task, Asked.Merge.class);
    }
  }

  @Test
  void without_a_cage_what_another_task_does_in_its_own_worktree_is_no_escape() {
    try (Playground play = playground("off", "")) {
      Path go = play.root().resolve("go");
      Playground.put(
          play.root().resolve("attack.sh"),
          "while [ ! -e '%s' ]; do sleep 0.05; done; echo work > src/work.txt\n".formatted(go));
      String other = play.create(play.ticket("Waiting", Scripts.smooth("waiting")));
      play.asked(other, Asked.Approval.class);
      String task = play.create(ticket(play));
      play.approve(task);
      play.until(task, view -> view.runs().stream().anyMatch(run -> run.step().contains("build")));
      play.approve(other);
      play.until(other, TaskState.Kind.READY);
      Playground.put(go, "");
      play.asked(task, Asked.Merge.class);
    }
  }

  @Test
  void a_secret_in_a_file_is_not_committed_but_asked_about() {
    String attack =
        """
        echo "$OWN_API_KEY" > src/harmless.txt
        exit 0
        """;
    try (Playground play = playground("auto", attack)) {
      String task = play.create(ticket(play));
      play.approve(task);
      Open<Asked.Boundary> open = play.asked(task, Asked.Boundary.class);

      assertThat(open.asked().reason()).contains("src/harmless.txt");
      assertThat(play.git("log", "-p", "--all")).doesNotContain(OWN_KEY);
    }
  }

  @Test
  void what_an_agent_commits_itself_is_committed_like_everything_else_it_wrote() {
    String attack =
        """
        echo "$OWN_API_KEY" > src/harmless.txt
        git add -A
        git -c user.name=Eve -c user.email=eve@example.com commit -q -m 'Hide'
        rm -f src/harmless.txt
        echo work > src/work.txt
        exit 0
        """;
    try (Playground play = playground("off", attack)) {
      String task = play.create(ticket(play));
      play.approve(task);
      play.asked(task, Asked.Merge.class);
      assertThat(play.git("log", "-p", "tercet/" + task)).doesNotContain(OWN_KEY, "Eve");
      assertThat(play.tree("tercet/" + task)).contains("src/work.txt");
    }
  }

  @Test
  void a_planner_that_commits_code_has_written_artifacts_only() {
    try (Playground play = Playground.prepare(temp).uncaged()) {
      play.startDaemon();
      String planner =
          Scripts.smooth("stray")
              .replaceFirst(
                  "on plan\n",
                  "on plan\n"
                      + "  write src/stray.txt x\n"
                      + "  run git add -A && git -c user.name=P -c user.email=p@example.com commit"
                      + " -q -m Stray\n");
      String task = play.create(play.ticket("Stray", planner));
      Open<Asked.Approval> open = play.asked(task, Asked.Approval.class);
      assertThat(play.tree("tercet/" + task)).doesNotContain("src/stray.txt");
      assertThat(open.asked().diagnostics().toString()).contains("put aside");
    }
  }

  @Test
  void an_agent_that_decides_by_the_command_line_is_refused() throws Exception {
    String attack =
        """
        java='%s'; classes='%s'
        export TERCET_HOME='%s'
        "$java" -cp "$classes" dev.tercet.cli.Main approve escape > src/said.txt 2>&1
        echo "exit $?" >> src/said.txt
        exit 0
        """
            .formatted(
                Path.of(System.getProperty("java.home"), "bin", "java"),
                commandLine(),
                temp.resolve("home"));
    try (Playground play = playground("off", attack)) {
      String task = play.create(ticket(play));
      play.approve(task);
      Open<Asked.Merge> open = play.asked(task, Asked.Merge.class);

      String said = Playground.read(Path.of(open.task().worktree()).resolve("src/said.txt"));
      assertThat(said).contains("agents cannot decide", "exit ").doesNotContain("exit 0");
    }
  }

  @Test
  void a_link_where_artifacts_lie_makes_the_daemon_write_nothing_elsewhere() throws Exception {
    try (Playground play = playground("auto", "")) {
      Path outside = Files.createDirectory(play.root().resolve("outside"));
      Playground.put(
          play.root().resolve("attack.sh"),
          "echo work > src/work.txt; rm -rf .tercet/tasks; ln -s '%s' .tercet/tasks\nexit 0\n"
              .formatted(outside));
      String task = play.create(ticket(play));
      play.approve(task);
      TaskView stopped =
          play.until(
              task,
              view ->
                  Playground.open(view, Asked.Failure.class).isPresent()
                      || Playground.open(view, Asked.Boundary.class).isPresent());
      assertThat(outside).isEmptyDirectory();
      assertThat(stopped.decisions().toString()).contains("leads out of the worktree");
    }
  }

  /** The port of the loopback is open to everybody; what opens the daemon behind it is not. */
  @Test
  void over_the_loopback_a_caged_agent_finds_no_token_and_is_not_let_in() throws Exception {
    Playground prepared = Playground.prepare(temp);
    prepared.environment().put("TERCET_TRANSPORT", "tcp");
    try (Playground play = playground(prepared, "auto", "")) {
      if (!isCaged(play)) {
        return; // A process of the same user reads what this user may: security.md says so.
      }
      DaemonAddress address = DaemonAddress.find(new TercetHome(play.home()));
      int port = ((InetSocketAddress) address.address()).getPort();
      String token = String.valueOf(address.token());
      Playground.put(
          play.root().resolve("attack.sh"),
          """
          exec > src/seen.txt 2>&1
          env | grep TERCET
          cat '%1$s/run/tcp'
          grep -rs -e 'tercet/1 task' '%1$s' /tmp /run | head -c 2000
          bash -c 'exec 3<>/dev/tcp/127.0.0.1/%2$d; echo reached >&2
            printf "tercet/1 task 0.1.0 / -\n" >&3; head -c 200 <&3'
          bash -c 'exec 3<>/dev/tcp/127.0.0.1/%2$d
            printf "tercet/1 task 0.1.0 / guessed\n" >&3; head -c 200 <&3'
          exit 0
          """
              .formatted(play.home(), port));
      String task = play.create(ticket(play));
      play.approve(task);
      Open<Asked.Merge> open = play.asked(task, Asked.Merge.class);
      String seen = Playground.read(Path.of(open.task().worktree()).resolve("src/seen.txt"));
      assertThat(token).hasSizeGreaterThan(20);
      assertThat(seen)
          .contains("reached", play.home() + "/run/tcp")
          .containsSubsequence("token%20of%20this%20home", "token%20of%20this%20home")
          .doesNotContain(token);
      assertThat(open.task().receipts()).hasSize(1);
    }
  }

  /** Where the classes of the command and of what it needs lie. */
  private static String commandLine() throws Exception {
    List<String> places = new ArrayList<>();
    for (String name :
        List.of(
            "dev.tercet.cli.Main",
            "dev.tercet.protocol.CreateTask",
            "picocli.CommandLine",
            "org.eclipse.lsp4j.jsonrpc.Launcher",
            "com.google.gson.Gson")) {
      places.add(
          Path.of(Class.forName(name).getProtectionDomain().getCodeSource().getLocation().toURI())
              .toString());
    }
    return String.join(":", places);
  }

  @Test
  void setup_and_verification_are_caged_too_and_see_no_key() throws Exception {
    String command =
        "env > \"$HOME/../seen-by-verify\"; env | grep _KEY > keys.txt; test -f README.md";
    try (Playground play = playground("auto", "echo work > src/work.txt")) {
      play.write(".gitignore", "keys.txt\n");
      play.commit("Ignore");
      CreateTask plain = ticket(play);
      String task = play.create(Playground.verifiedBy(plain, command));
      TaskView view = play.asked(task, Asked.Approval.class).task();

      Path keys = Path.of(view.worktree()).resolve("keys.txt");
      assertThat(keys).isEmptyFile();
      assertThat(Files.exists(play.root().resolve("seen-by-verify"))).isEqualTo(!isCaged(play));
    }
  }
}
