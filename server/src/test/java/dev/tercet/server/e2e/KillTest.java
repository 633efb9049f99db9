package dev.tercet.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tercet.protocol.Asked;
import dev.tercet.protocol.CreateTask;
import dev.tercet.protocol.DeleteTask;
import dev.tercet.protocol.Delivery;
import dev.tercet.protocol.Handback;
import dev.tercet.protocol.ItemView;
import dev.tercet.protocol.ReadRun;
import dev.tercet.protocol.Rebase;
import dev.tercet.protocol.RunEntry;
import dev.tercet.protocol.RunOutput;
import dev.tercet.protocol.RunView;
import dev.tercet.protocol.TaskCommand;
import dev.tercet.protocol.TaskParams;
import dev.tercet.protocol.TaskState;
import dev.tercet.protocol.TaskView;
import dev.tercet.server.DyingDaemon;
import dev.tercet.server.DyingDaemon.Moment;
import dev.tercet.server.e2e.Playground.Open;
import dev.tercet.server.workflow.Effect;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A daemon that is killed around every kind of effect, and started again each time: no work is
 * lost, none is done twice.
 */
class KillTest {

  private static final String WORKFLOW =
      """
      # Everything

      ### [ ] Step: Plan
      <!-- agent: planner -->
      <!-- gate: approve spec.md -->
      Write `{@artifacts_path}/spec.md`.

      ### [ ] Step: Build
      <!-- agent: builder -->
      <!-- plan: spec.md -->
      Build it.

      ### [ ] Step: Check
      <!-- role: check -->
      <!-- run: test -f README.md -->
      It is there.

      ### [ ] Step: Review
      <!-- agent: reviewer -->
      <!-- gate: findings -->
      Review it.
      """;

  /** Each build turn leaves a line in a file outside. */
  private static String script(Playground play) {
    return Scripts.plan("First part", "Second part")
        + """
          on build item="Take in"
            run echo take-in >> %1$s
            run sed -e '/^<<<<<<< /d' -e '/^=======/d' -e '/^>>>>>>> /d' src/app.txt > merged
            run mv merged src/app.txt
            say Both stay.

          on build pass=1
            run echo part-{item_number} >> %1$s
            write src/part-{item_number}.txt "{item}"
            say Done.

          on build
            run echo mend >> %1$s
            run sed -e 's/^one$/mended/' src/app.txt > changed
            run mv changed src/app.txt
            say Mended.

          on review pass=1
            find major at=src/part-1.txt:1 class=correctness "It is wrong"

          on review
            say Fine.
          """
            .formatted(turns(play));
  }

  private static Path turns(Playground play) {
    return play.root().resolve("turns.txt");
  }

  @TempDir Path temp;

  @ParameterizedTest
  @EnumSource(names = {"BEFORE", "PERFORMED"})
  void nothing_is_lost_and_nothing_is_done_twice(Moment moment) throws Exception {
    try (Playground play = Playground.prepare(temp).uncaged()) {
      play.write(
          ".tercet/settings.json", "{\"setup\": \"true\", \"branch.push\": \"at-approval\"}\n");
      play.write(".tercet/workflows/everything.md", WORKFLOW);
      play.commit("Settings");
      Path remote = play.bareRemote();
      try (ChildDaemon daemon = ChildDaemon.start(play, moment)) {
        CreateTask ticket = ticket(play, "Survive", Delivery.LOCAL);
        String task = daemon.insist(() -> play.create(ticket));
        isTrusted(play, daemon, task);
        String built = reachesItsMerge(play, daemon, task);
        isShared(play, daemon, remote, task);
        String edited = isTakenOverAndHandedBack(play, daemon, task, built);
        isRebased(play, daemon, task, edited);
        isMerged(play, daemon, task);
        everythingIsThereOnce(play, task);
        isUndoneAndDeleted(play, daemon, task);
        isMergedElsewhere(play, daemon, remote);
        assertThat(deaths(play))
            .as("every kind of effect needs a part in this scenario")
            .containsExactlyInAnyOrderElementsOf(kindsOfEffects());
        assertThat(LeftBehind.by(task)).isEmpty();
      }
    }
  }

  private static CreateTask ticket(Playground play, String title, Delivery delivery) {
    CreateTask ticket = Playground.with(play.ticket(title, script(play)), delivery);
    return Playground.withWorkflow(Playground.keyed(ticket, "create " + title), "everything");
  }

  /** What the repository brings is asked about once, and never again. */
  private static void isTrusted(Playground play, ChildDaemon daemon, String task) {
    Open<Asked.Trust> open = daemon.insist(() -> play.asked(task, Asked.Trust.class));
    daemon.insist(() -> play.resolve(open, "trust"));
    daemon.insist(() -> play.asked(task, Asked.Approval.class));
    assertThat(Playground.read(play.home().resolve("trust.ndjson")).lines())
        .doesNotHaveDuplicates();
  }

  /** Since the approval teammates can read the branch. */
  private static void isShared(Playground play, ChildDaemon daemon, Path remote, String task) {
    daemon.insist(
        () ->
            play.until(
                task, _ -> !play.gitIn(remote, "branch", "--list", "tercet/" + task).isEmpty()));
    assertThat(play.gitIn(remote, "ls-tree", "-r", "--name-only", "tercet/" + task))
        .contains(".tercet/tasks/" + task + "/spec.md");
  }

  private static String reachesItsMerge(Playground play, ChildDaemon daemon, String task) {
    approve(play, daemon, task);
    var findings = daemon.insist(() -> play.asked(task, Asked.Findings.class));
    daemon.insist(() -> play.acceptAll(findings));
    String head = nextHead(play, daemon, task, "");
    assertThat(turns(play)).hasContent("part-1\npart-2\nmend\n");
    itemsNameTheirCommits(play, daemon.insist(() -> play.show(task)));
    return head;
  }

  /** What a person reads the change by, and what no item may lose with its daemon. */
  private static void itemsNameTheirCommits(Playground play, TaskView task) {
    List<ItemView> items = task.steps().stream().flatMap(step -> step.items().stream()).toList();
    assertThat(items).hasSize(3);
    assertThat(items)
        .allSatisfy(
            item -> {
              assertThat(item.commit()).as(item.text()).isNotNull();
              assertThat(play.git("log", "-1", "--format=%s", item.commit()))
                  .isEqualTo(item.text());
            });
  }

  /** Waits until another commit than this is to be merged. */
  private static String nextHead(
      Playground play, ChildDaemon daemon, String task, String otherThan) {
    TaskView asking =
        daemon.insist(
            () ->
                play.until(
                    task,
                    view ->
                        Playground.open(view, Asked.Merge.class)
                            .filter(open -> !open.asked().head().equals(otherThan))
                            .isPresent()));
    return Playground.open(asking, Asked.Merge.class).orElseThrow().asked().head();
  }

  private static void approve(Playground play, ChildDaemon daemon, String task) {
    var open = daemon.insist(() -> play.asked(task, Asked.Approval.class));
    daemon.insist(() -> play.ask(play.client().decision().approve(Playground.approval(open))));
  }

  private static String isTakenOverAndHandedBack(
      Playground play, ChildDaemon daemon, String task, String head) {
    TaskView taken =
        daemon.insist(
            () -> play.ask(play.client().task().takeover(new TaskCommand(task, null, "take"))));
    Playground.put(Path.of(taken.worktree()).resolve("src/hand.txt"), "by hand\n");
    daemon.insist(
        () -> play.ask(play.client().task().handback(new Handback(task, "Mine", null, "give"))));
    return nextHead(play, daemon, task, head);
  }

  private static void isRebased(Playground play, ChildDaemon daemon, String task, String head) {
    play.write("src/other.txt", "other\n");
    play.commit("Meanwhile");
    daemon.insist(
        () -> play.ask(play.client().task().rebase(new Rebase(task, null, null, "rebase"))));
    approve(play, daemon, task);
    nextHead(play, daemon, task, head);
  }

  /** The train meets a conflict, which goes back to the builder first. */
  private static void isMerged(Playground play, ChildDaemon daemon, String task) {
    play.write("src/app.txt", "uno\ntwo\nthree\nfour\nfive\n");
    play.commit("In the way");
    Open<Asked.Merge> first = daemon.insist(() -> play.asked(task, Asked.Merge.class));
    daemon.insist(() -> play.merge(first));
    TaskView returned =
        daemon.insist(
            () ->
                play.until(
                    task,
                    view ->
                        Playground.open(view, Asked.Merge.class)
                            .filter(open -> open.asked().delta() != null)
                            .isPresent()));
    Open<Asked.Merge> again = Playground.open(returned, Asked.Merge.class).orElseThrow();
    daemon.insist(() -> play.merge(again));
    daemon.insist(() -> play.until(task, view -> isOver(view, TaskState.Kind.MERGED)));
  }

  private static void everythingIsThereOnce(Playground play, String task) {
    assertThat(play.trailers("main", "Tercet-Task")).containsExactly(task);
    assertThat(play.trailers("main", "Tercet-Effect")).doesNotHaveDuplicates();
    List<String> subjects = play.git("log", "--format=%s", "main").lines().toList();
    assertThat(subjects).containsOnlyOnce("First part", "Second part", "Mine", "Survive");
    assertThat(turns(play)).hasContent("part-1\npart-2\nmend\ntake-in\n");
    assertThat(play.git("show", "main:src/app.txt")).contains("mended", "uno", "two");
    assertThat(play.tree("main")).contains("src/part-1.txt", "src/part-2.txt", "src/hand.txt");
    assertThat(play.git("status", "--porcelain")).isEmpty();
    assertThat(play.git("worktree", "list").lines()).noneMatch(line -> line.contains(task));
  }

  private static void isUndoneAndDeleted(Playground play, ChildDaemon daemon, String task) {
    daemon.insist(() -> play.ask(play.client().merge().undo(new TaskCommand(task, null, "undo"))));
    daemon.insist(() -> play.asked(task, Asked.Merge.class));
    assertThat(play.tree("main")).doesNotContain("src/part-1.txt");
    assertThat(play.git("log", "--format=%s", "main").lines()).containsOnlyOnce("Undo: Survive");
    daemon.insist(
        () -> play.ask(play.client().task().delete(new DeleteTask(task, task, null, "delete"))));
    daemon.insist(
        () ->
            play.until(
                task, view -> isOver(view, TaskState.Kind.DELETED) && !trash(play).isEmpty()));
    assertThat(trash(play)).hasSize(1);
    assertThat(
            daemon
                .insist(() -> play.ask(play.client().journal().verify(new TaskParams(task))))
                .intact())
        .isTrue();
  }

  private static List<String> trash(Playground play) {
    return play.git("for-each-ref", "--format=%(refname)", "refs/tercet/trash").lines().toList();
  }

  /** A colleague is quicker than the pull request. */
  private static void isMergedElsewhere(Playground play, ChildDaemon daemon, Path remote) {
    CreateTask ticket = ticket(play, "Elsewhere", Delivery.PULL_REQUEST);
    String task = daemon.insist(() -> play.create(ticket));
    approve(play, daemon, task);
    var findings = daemon.insist(() -> play.asked(task, Asked.Findings.class));
    daemon.insist(() -> play.acceptAll(findings));
    Open<Asked.Merge> open = daemon.insist(() -> play.asked(task, Asked.Merge.class));
    play.git("push", "-q", "-f", remote.toString(), open.asked().head() + ":refs/heads/main");
    daemon.insist(() -> play.merge(open));
    daemon.insist(() -> play.until(task, TaskState.Kind.MERGED));
  }

  private static boolean isOver(TaskView view, TaskState.Kind kind) {
    return view.summary().state().kind() == kind && view.worktree() == null;
  }

  private static List<String> deaths(Playground play) throws IOException {
    try (Stream<Path> files = Files.list(DyingDaemon.deaths(play.home()))) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  private static List<String> kindsOfEffects() {
    return Arrays.stream(Effect.class.getPermittedSubclasses()).map(Class::getSimpleName).toList();
  }

  @Test
  void an_agent_outlived_by_nobody_is_ended_and_its_work_is_shown_to_the_next() throws Exception {
    try (Playground play = Playground.prepare(temp).uncaged()) {
      Path killed = play.root().resolve("killed");
      String script =
          Scripts.plan("First", "Second")
              + """
              on build item=2
                write src/half.txt "done by half"
                run test -e %1$s || { touch %1$s; kill -9 $PPID; exec sleep 600; }
                write src/whole.txt "done"
                say Done.

              """
                  .formatted(killed)
              + Scripts.build("item")
              + Scripts.contentReviewers();
      try (ChildDaemon daemon = ChildDaemon.start(play, Moment.NEVER)) {
        String task = play.create(Playground.trusted(play.ticket("Die", script)));
        approve(play, daemon, task);
        Open<Asked.Merge> open = daemon.insist(() -> play.asked(task, Asked.Merge.class));
        assertThat(killed).exists();
        assertThat(LeftBehind.by(task)).isEmpty();
        List<RunView> builds =
            open.task().runs().stream().filter(run -> run.step().equals("build")).toList();
        assertThat(builds).hasSize(3);
        assertThat(prompt(play, builds.getLast()))
            .contains("Work of an interrupted try", "+done by half");
        assertThat(play.git("log", "--format=%s", "tercet/" + task).lines())
            .containsOnlyOnce("First", "Second");
      }
    }
  }

  private static String prompt(Playground play, RunView run) {
    RunOutput output = play.ask(play.client().run().read(new ReadRun(run.id(), null, null)));
    return output.lines().stream()
        .filter(entry -> entry.kind() == RunEntry.Kind.PROMPT)
        .map(RunEntry::text)
        .collect(Collectors.joining());
  }
}
