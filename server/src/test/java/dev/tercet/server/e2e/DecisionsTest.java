package dev.tercet.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tercet.client.Tercet;
import dev.tercet.protocol.Answer;
import dev.tercet.protocol.Approve;
import dev.tercet.protocol.Asked;
import dev.tercet.protocol.CreateTask;
import dev.tercet.protocol.DiffArtifact;
import dev.tercet.protocol.ProtocolError;
import dev.tercet.protocol.ReadArtifact;
import dev.tercet.protocol.Reject;
import dev.tercet.protocol.RunView;
import dev.tercet.protocol.TaskState;
import dev.tercet.protocol.TaskView;
import dev.tercet.server.e2e.Playground.Open;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What humans are asked, and that nothing else counts as their answer. */
class DecisionsTest {

  @TempDir Path temp;

  @Test
  void a_rejected_spec_is_written_again_with_the_correction() {
    String script =
        """
        on plan attempt=2
          expect Say it in French
          run test -f {artifacts}/spec.md
        """
            + Scripts.plan("Dire bonjour").replace("on plan\n", "")
            + Scripts.smooth("hello");
    try (Playground play = Playground.open(temp)) {
      String task = play.create(play.ticket("Say hello", script));
      Open<Asked.Approval> first = play.asked(task, Asked.Approval.class);
      play.ask(
          play.client()
              .decision()
              .reject(new Reject(task, "Say it in French", first.id(), null, null)));

      Open<Asked.Approval> second = play.asked(task, Asked.Approval.class);
      assertThat(second.id()).isNotEqualTo(first.id());
      assertThat(second.asked().revision()).isEqualTo(2);
      assertThat(second.asked().previousRevision()).isEqualTo(1);
      assertThat(second.asked().text()).contains("Dire bonjour");
      play.approve(task);
      play.merge(task);
      play.until(task, TaskState.Kind.MERGED);
    }
  }

  @Test
  void of_two_approvals_at_once_exactly_one_wins() {
    try (Playground play = Playground.open(temp);
        Tercet other = play.newClient()) {
      String task = play.create(play.ticket("Say hello", Scripts.smooth("hello")));
      Open<Asked.Approval> open = play.asked(task, Asked.Approval.class);
      Approve approve =
          new Approve(task, open.id(), open.asked().revision(), open.asked().blob(), null, null);
      var one = play.client().decision().approve(approve);
      var two = other.decision().approve(approve);

      List<Object> outcomes = List.of(Playground.outcome(one), Playground.outcome(two));
      assertThat(outcomes).filteredOn(TaskView.class::isInstance).hasSize(1);
      assertThat(outcomes).filteredOn(ProtocolError.class::isInstance).hasSize(1);
      assertThat(Playground.outcome(play.client().decision().approve(approve)))
          .isEqualTo(ProtocolError.REFUSED);
    }
  }

  @Test
  void what_was_not_shown_is_not_approved() {
    try (Playground play = Playground.open(temp)) {
      String task = play.create(play.ticket("Say hello", Scripts.smooth("hello")));
      Open<Asked.Approval> open = play.asked(task, Asked.Approval.class);
      String other = "0".repeat(open.asked().blob().length());
      assertThat(
              Playground.outcome(
                  play.client()
                      .decision()
                      .approve(new Approve(task, open.id(), null, other, null, null))))
          .isEqualTo(ProtocolError.STALE);
      assertThat(
              Playground.outcome(
                  play.client()
                      .decision()
                      .approve(new Approve(task, open.id(), 1, open.asked().blob(), 2L, null))))
          .isEqualTo(ProtocolError.STALE);
      assertThat(play.asked(task, Asked.Approval.class).id()).isEqualTo(open.id());
    }
  }

  @Test
  void the_same_key_is_the_same_command() {
    try (Playground play = Playground.open(temp)) {
      CreateTask ticket =
          Playground.keyed(play.ticket("Say hello", Scripts.smooth("hello")), "create-1");
      String task = play.create(ticket);
      assertThat(play.create(ticket)).isEqualTo(task);
      assertThat(
              Playground.outcome(
                  play.client()
                      .task()
                      .create(
                          Playground.keyed(
                              play.ticket("Another", Scripts.smooth("x")), "create-1"))))
          .isEqualTo(ProtocolError.KEY_REUSED);

      Open<Asked.Approval> open = play.asked(task, Asked.Approval.class);
      Approve approve =
          new Approve(task, open.id(), open.asked().revision(), open.asked().blob(), null, "a-1");
      play.ask(play.client().decision().approve(approve));
      play.stopDaemon();
      play.startDaemon();
      assertThat(Playground.outcome(play.client().decision().approve(approve)))
          .isInstanceOf(TaskView.class);
      assertThat(
              Playground.outcome(
                  play.client().decision().answer(new Answer(task, "Yes", null, null, "a-1"))))
          .isEqualTo(ProtocolError.KEY_REUSED);
      assertThat(play.create(ticket)).isEqualTo(task);
    }
  }

  @Test
  void a_spec_that_is_edited_after_the_approval_is_asked_for_again() {
    String script =
        Scripts.plan("First", "Second")
            + """
            on build item=1
              write src/first.txt one
              append {artifacts}/spec.md "One more line.\\n"

            on build
              write src/second.txt two
              say Done.

            """
            + Scripts.contentReviewers();
    try (Playground play = Playground.open(temp)) {
      String task = play.create(play.ticket("Say hello", script));
      Open<Asked.Approval> first = play.asked(task, Asked.Approval.class);
      play.approve(task);

      Open<Asked.Approval> again = play.asked(task, Asked.Approval.class);
      assertThat(again.asked().blob()).isNotEqualTo(first.asked().blob());
      assertThat(again.asked().text()).contains("One more line.");
      play.approve(task);
      play.merge(task);
      play.until(task, TaskState.Kind.MERGED);
      assertThat(play.tree("main")).contains("src/first.txt", "src/second.txt");
    }
  }

  @Test
  void a_spec_that_is_edited_before_its_approval_is_shown_again_as_it_is() {
    try (Playground play = Playground.open(temp)) {
      String task = play.create(play.ticket("Say hello", Scripts.smooth("hello")));
      Open<Asked.Approval> first = play.asked(task, Asked.Approval.class);
      Path spec = Path.of(first.task().worktree()).resolve(".tercet/tasks/" + task + "/spec.md");
      Playground.put(spec, first.asked().text() + "- [ ] Mine\n");
      play.approve(task);

      Open<Asked.Approval> again =
          play.asked(task, Asked.Approval.class, open -> open.asked().revision() == 2);
      assertThat(again.asked().text()).endsWith("- [ ] Mine\n");
      assertThat(play.ask(play.client().artifact().diff(new DiffArtifact(task, "spec.md", 1, 2))))
          .asString()
          .contains("+- [ ] Mine");
      RunView stopped =
          play.until(task, view -> view.runs().getLast().state() == RunView.State.CANCELLED)
              .runs()
              .getLast();
      assertThat(stopped.startedAt()).as("it took no time").isEqualTo(stopped.endedAt());
      play.approve(task);
      play.asked(task, Asked.Merge.class);
      assertThat(play.git("log", "--format=%s", "tercet/" + task).lines()).contains("Mine");
    }
  }

  @Test
  void a_question_outlives_the_daemon_and_what_was_done_is_not_done_again() {
    String script =
        Scripts.plan("First", "Second")
            + """
            on build item=2
              write src/second.txt before
              ask Delete or keep? | Delete | Keep
              append src/second.txt " {answer}"
              say Done.

            """
            + Scripts.build("item")
            + Scripts.contentReviewers();
    try (Playground play = Playground.open(temp)) {
      String task = play.create(play.ticket("Ask me", script));
      play.approve(task);
      Open<Asked.Question> question = play.asked(task, Asked.Question.class);
      assertThat(question.asked().options()).containsExactly("Delete", "Keep");
      play.stopDaemon();
      play.startDaemon();
      question = play.asked(task, Asked.Question.class);
      play.ask(
          play.client().decision().answer(new Answer(task, "Keep", question.id(), null, null)));
      play.merge(task);
      play.until(task, TaskState.Kind.MERGED);

      assertThat(play.git("show", "main:src/second.txt"))
          .isEqualToNormalizingWhitespace("before Keep");
      assertThat(play.git("show", "main:.tercet/tasks/" + task + "/decisions.md"))
          .contains("## 1. Delete or keep?", "Keep");
      assertThat(itemCommits(play)).hasSize(2).doesNotHaveDuplicates();
    }
  }

  @Test
  void a_planner_that_writes_code_is_undone_and_told_on() {
    String script =
        Scripts.plan("First").replace("on plan\n", "on plan\n  write src/app.txt hijacked\n")
            + Scripts.build("item")
            + Scripts.contentReviewers();
    try (Playground play = Playground.open(temp)) {
      String task = play.create(play.ticket("Stay in your lane", script));
      Open<Asked.Approval> open = play.asked(task, Asked.Approval.class);
      assertThat(open.asked().diagnostics())
          .anySatisfy(problem -> assertThat(problem.message()).contains("src/app.txt"));
      assertThat(Path.of(open.task().worktree()).resolve("src/app.txt"))
          .hasContent("one\ntwo\nthree\nfour\nfive\n");
      assertThat(
              play.ask(play.client().artifact().read(new ReadArtifact(task, "spec.md", null)))
                  .text())
          .isEqualTo(open.asked().text());
    }
  }

  static List<String> itemCommits(Playground play) {
    Stream<String> effects = play.trailers("main", "Tercet-Effect").stream();
    return effects.filter(effect -> effect.contains("/commit:")).toList();
  }
}
