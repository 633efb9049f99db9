package dev.tercet.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tercet.protocol.Asked;
import dev.tercet.protocol.CreateTask;
import dev.tercet.protocol.Delivery;
import dev.tercet.protocol.TaskState;
import dev.tercet.protocol.TaskView;
import dev.tercet.server.e2e.Playground.Open;
import dev.tercet.server.workflow.Effect;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Delivery over a remote: a bare repository on disk, and stand-ins for the forges' programs. */
class RemoteDeliveryTest {

  @TempDir Path temp;

  @Test
  void a_push_goes_on_top_of_what_others_pushed_meanwhile() {
    try (Playground play = Playground.open(temp)) {
      Path remote = bareRemote(play);
      String task =
          play.create(Playground.with(play.ticket("Push", Scripts.smooth("push")), Delivery.PUSH));
      play.approve(task);
      play.asked(task, Asked.Merge.class);
      Path colleague = play.root().resolve("colleague");
      play.gitIn(play.root(), "clone", "-q", remote.toString(), colleague.toString());
      Playground.put(colleague.resolve("theirs.txt"), "theirs\n");
      play.gitIn(colleague, "add", "-A");
      play.gitIn(colleague, "commit", "-q", "-m", "Theirs");
      play.gitIn(colleague, "push", "-q", "origin", "main");

      play.merge(task);
      play.until(task, TaskState.Kind.MERGED);
      assertThat(play.gitIn(remote, "ls-tree", "-r", "--name-only", "main").lines())
          .contains("theirs.txt", "src/push-1.txt");
      assertThat(play.gitIn(remote, "rev-parse", "main")).isEqualTo(play.git("rev-parse", "main"));
    }
  }

  @Test
  void without_a_remote_a_push_is_refused_with_the_reason() {
    try (Playground play = Playground.open(temp)) {
      String task =
          play.create(Playground.with(play.ticket("Push", Scripts.smooth("push")), Delivery.PUSH));
      play.approve(task);
      Open<Asked.Merge> first = play.asked(task, Asked.Merge.class);
      play.merge(task);
      TaskView refused =
          play.until(
              task,
              view ->
                  Playground.open(view, Asked.Merge.class)
                      .filter(open -> !open.id().equals(first.id()))
                      .isPresent());
      assertThat(refused.warnings().toString() + refused.next()).contains("no remote");
    }
  }

  @Test
  void what_a_dead_daemon_had_pushed_is_not_pushed_again() {
    try (Playground play = Playground.prepare(temp)) {
      Path remote = bareRemote(play);
      CountDownLatch merged = new CountDownLatch(1);
      play.startDaemon(world -> new Unheard(world, Effect.Merge.class, merged));
      String task =
          play.create(Playground.with(play.ticket("Push", Scripts.smooth("push")), Delivery.PUSH));
      play.approve(task);
      play.asked(task, Asked.Merge.class);
      String onto = play.git("rev-parse", "main");
      play.merge(task);
      Unheard.await(merged);
      play.stopDaemon();
      String pushed = play.gitIn(remote, "rev-parse", "main");
      play.git("reset", "-q", "--hard", onto); // It died between the push and the local branch.

      play.startDaemon();
      play.until(task, TaskState.Kind.MERGED);
      assertThat(play.gitIn(remote, "rev-parse", "main")).isEqualTo(pushed);
      assertThat(play.git("rev-parse", "main")).isEqualTo(pushed);
      play.ask(play.client().merge().undo(Playground.command(task)));
      play.asked(task, Asked.Merge.class);
      assertThat(play.gitIn(remote, "rev-parse", "main^{tree}"))
          .isEqualTo(play.git("rev-parse", onto + "^{tree}"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"gh", "glab"})
  void a_pull_request_is_opened_through_what_is_there(String forge) throws IOException {
    try (Playground play = Playground.prepare(temp)) {
      Path bin = tools(play);
      Path program = bin.resolve(forge);
      Files.writeString(
          program,
          "#!/bin/sh\nprintf '%s\\n' \"$@\" > '"
              + play.root().resolve("said.txt")
              + "'\necho https://example.com/pull/7\n");
      Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
      Path remote = bareRemote(play);
      play.startDaemon();
      String task = published(play);
      TaskView view = play.until(task, TaskState.Kind.PUBLISHED);
      assertThat(view.next() + view.summary().state().text())
          .contains("https://example.com/pull/7");
      assertThat(Playground.read(play.root().resolve("said.txt")))
          .contains("\nmain\n", "\ntercet/" + task + "\n", "<summary>Spec</summary>");
      assertThat(play.gitIn(remote, "branch", "--list", "tercet/*")).contains(task);
    }
  }

  @Test
  void without_a_forge_the_branch_is_pushed_and_the_place_is_named() {
    try (Playground play = Playground.prepare(temp)) {
      tools(play);
      Path remote = bareRemote(play);
      play.startDaemon();
      String task = published(play);
      TaskView view = play.until(task, TaskState.Kind.PUBLISHED);
      assertThat(view.next() + view.summary().state().text())
          .contains(remote.toString())
          .contains("tercet/" + task);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"merge --no-ff", "merge --squash", "rebase"})
  void a_merge_on_the_remote_is_noticed_at_fetch_and_is_all_that_is_undone(String button) {
    try (Playground play = Playground.prepare(temp)) {
      tools(play);
      Path remote = bareRemote(play);
      play.startDaemon();
      String task = published(play);
      play.until(task, TaskState.Kind.PUBLISHED);
      play.stopDaemon();

      Path colleague = colleague(play, remote);
      commit(play, colleague, "before.txt");
      String onto = play.gitIn(colleague, "rev-parse", "main");
      press(play, colleague, button, "origin/tercet/" + task);
      commit(play, colleague, "after.txt");
      play.gitIn(colleague, "push", "-q", "origin", "main");

      play.startDaemon();
      play.until(task, TaskState.Kind.MERGED);
      assertThat(onto).isNotEqualTo(play.git("rev-parse", "main"));
      play.ask(play.client().merge().undo(Playground.command(task)));
      play.asked(task, Asked.Merge.class);
      assertThat(play.tree("main"))
          .containsExactlyInAnyOrder("README.md", "src/app.txt", "before.txt", "after.txt");
    }
  }

  private static void press(Playground play, Path colleague, String button, String branch) {
    switch (button) {
      case "rebase" -> {
        play.gitIn(colleague, "checkout", "-q", "-b", "theirs", branch);
        play.gitIn(colleague, "rebase", "-q", "main");
        play.gitIn(colleague, "checkout", "-q", "main");
        play.gitIn(colleague, "merge", "-q", "--ff-only", "theirs");
      }
      case "merge --squash" -> {
        play.gitIn(colleague, "merge", "-q", "--squash", branch);
        play.gitIn(colleague, "commit", "-q", "-m", "Squashed");
      }
      default -> play.gitIn(colleague, "merge", "-q", "--no-ff", "-m", "Merged", branch);
    }
  }

  @Test
  void the_branch_is_pushed_at_the_approval_where_the_settings_say_so() {
    try (Playground play = Playground.prepare(temp)) {
      play.write(".tercet/settings.json", "{\"branch.push\": \"at-approval\"}\n");
      play.commit("Settings");
      Path remote = bareRemote(play);
      play.startDaemon();
      String task = play.create(play.ticket("Share", Scripts.smooth("share")));
      Open<Asked.Approval> open = play.asked(task, Asked.Approval.class);
      assertThat(play.gitIn(remote, "branch", "--list", "tercet/*")).isEmpty();
      play.ask(play.client().decision().approve(Playground.approval(open)));
      play.until(task, _ -> !play.gitIn(remote, "branch", "--list", "tercet/" + task).isEmpty());
      assertThat(play.gitIn(remote, "ls-tree", "-r", "--name-only", "tercet/" + task))
          .contains(".tercet/tasks/" + task + "/spec.md");
      play.merge(task);
      play.until(task, TaskState.Kind.MERGED);
    }
  }

  @Test
  void a_branch_that_cannot_be_pushed_is_said_and_keeps_nothing_back() {
    try (Playground play = Playground.prepare(temp)) {
      play.write(".tercet/settings.json", "{\"branch.push\": \"at-approval\"}\n");
      play.commit("Settings");
      play.startDaemon();
      String task = play.create(play.ticket("Share", Scripts.smooth("share")));
      play.approve(task);
      assertThat(
              play.until(task, view -> view.warnings().toString().contains("not pushed"))
                  .warnings()
                  .toString())
          .contains("there is no remote");
      play.merge(task);
      play.until(task, TaskState.Kind.MERGED);
    }
  }

  private static String published(Playground play) {
    String task =
        play.create(
            Playground.with(play.ticket("Pull", Scripts.smooth("pull")), Delivery.PULL_REQUEST));
    play.approve(task);
    play.merge(task);
    return task;
  }

  private static Path colleague(Playground play, Path remote) {
    Path colleague = play.root().resolve("colleague");
    play.gitIn(play.root(), "clone", "-q", remote.toString(), colleague.toString());
    return colleague;
  }

  private static void commit(Playground play, Path checkout, String file) {
    Playground.put(checkout.resolve(file), "theirs\n");
    play.gitIn(checkout, "add", "-A");
    play.gitIn(checkout, "commit", "-q", "-m", file);
  }

  /** Leaves the daemon a path on which no forge's program is. */
  private static Path tools(Playground play) {
    try {
      Path bin = Files.createDirectories(play.root().resolve("bin"));
      for (String tool : new String[] {"git", "sh", "env", "test", "mv", "sed"}) {
        for (String folder : System.getenv("PATH").split(":")) {
          if (Files.isExecutable(Path.of(folder, tool)) && !Files.exists(bin.resolve(tool))) {
            Files.createSymbolicLink(bin.resolve(tool), Path.of(folder, tool));
          }
        }
      }
      play.environment().put("PATH", bin.toString());
      return bin;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path bareRemote(Playground play) {
    Path remote = play.root().resolve("remote.git");
    play.gitIn(play.root(), "init", "-q", "--bare", "-b", "main", remote.toString());
    play.git("remote", "add", "origin", remote.toString());
    play.git("push", "-q", "-u", "origin", "main");
    play.git("fetch", "-q", "origin");
    return remote;
  }

  @Test
  void a_partial_clone_gets_the_files_that_it_lacks() {
    try (Playground play = Playground.prepare(temp)) {
      Path remote = bareRemote(play);
      play.gitIn(remote, "config", "uploadpack.allowFilter", "true");
      play.gitIn(remote, "config", "uploadpack.allowAnySHA1InWant", "true");
      Path clone = play.root().resolve("clone");
      play.gitIn(
          play.root(), "clone", "-q", "--filter=blob:none", "file://" + remote, clone.toString());
      play.write("src/app.txt", "another\n");
      play.write(".tercet/settings.json", "{\"verify\": \"grep another src/app.txt\"}\n");
      play.commit("Meanwhile");
      play.git("push", "-q", "origin", "main");
      play.gitIn(clone, "fetch", "-q", "origin");
      play.startDaemon();

      CreateTask here = Playground.trusted(play.ticket("Partial", Scripts.smooth("partial")));
      String task =
          play.create(
              TicketDraft.of(
                  here,
                  draft -> {
                    draft.repository = clone.toString();
                    draft.verify = null;
                  }));
      play.approve(task);
      play.merge(task);
      play.until(task, TaskState.Kind.MERGED);
      assertThat(play.gitIn(clone, "ls-tree", "-r", "--name-only", "main").lines())
          .contains("src/partial-1.txt", ".tercet/settings.json");
      assertThat(Playground.read(clone.resolve("src/app.txt"))).isEqualTo("another\n");
    }
  }
}
