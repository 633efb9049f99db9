package dev.tercet.server.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tercet.server.workflow.RunOutcome.Cause;
import org.junit.jupiter.api.Test;

class QuestionTest {

  @Test
  void a_question_ends_the_turn_and_its_answer_continues_it() {
    Play play = Play.building().began("builder").asks("builder", "CSV or TSV?");
    RunId asked = play.run("builder").id();
    play.ends("builder", new RunOutcome.Waiting()).shows("needs you: answer a question");
    assertThat(Effects.of(play.task())).isEmpty();
    play.answer("CSV");
    assertThat(play.run("builder").purpose()).isEqualTo(Purpose.ANSWER);
    assertThat(play.run("builder").resumes()).isEqualTo(asked);
    assertThat(play.task().answers()).extracting(Answered::answer).containsExactly("CSV");
    play.work().shows("ready");
    assertThat(play.items("build")).hasSize(3);
  }

  @Test
  void an_answer_may_come_before_the_run_has_ended() {
    Play play = Play.building().asks("builder", "CSV or TSV?").answer("CSV");
    assertThat(play.purposes("build")).containsExactly(Purpose.FIRST);
    play.ends("builder", new RunOutcome.Waiting());
    assertThat(play.run("builder").purpose()).isEqualTo(Purpose.ANSWER);
    play.work().shows("ready");
  }

  @Test
  void the_last_of_two_answers_continues_the_run() {
    Play play = Play.building().asks("builder", "CSV?").asks("builder", "UTF-8?");
    play.ends("builder", new RunOutcome.Waiting()).answer("yes");
    assertThat(Effects.of(play.task())).isEmpty();
    play.answer("yes");
    assertThat(play.run("builder").purpose()).isEqualTo(Purpose.ANSWER);
  }

  @Test
  void who_says_it_is_done_with_a_question_open_waits() {
    Play play = Play.building().asks("builder", "CSV?").finishes("builder");
    play.shows("needs you: answer a question");
    assertThat(play.items("build")).startsWith("[ ] parse");
  }

  @Test
  void a_run_that_dies_after_its_question_goes_on_with_the_answer() {
    Play play = Play.building().asks("builder", "CSV?").breaks("builder", Cause.CRASHED);
    assertThat(Effects.of(play.task())).isEmpty();
    play.answer("yes");
    assertThat(play.run("builder").purpose()).isEqualTo(Purpose.ANSWER);
  }

  @Test
  void who_waits_and_has_asked_nothing_misbehaves() {
    Play play = Play.building();
    for (int attempt = 0; attempt < 3; attempt++) {
      play.ends("builder", new RunOutcome.Waiting());
    }
    play.shows("failed: builder misbehaved: it ended to wait for an answer and had asked nothing");
  }

  @Test
  void an_answer_has_words_and_comes_once() {
    Play play = Play.building().asks("builder", "CSV?");
    DecisionId question = play.decision(Decision.Question.class).id();
    assertThat(play.refused(new Command.Answer(question, ""))).isInstanceOf(Refusal.Invalid.class);
    play.answer("yes");
    assertThat(play.refused(new Command.Answer(question, "no")))
        .isEqualTo(new Refusal.NotOpen(question));
  }

  @Test
  void one_reviewer_asks_while_the_others_work() {
    Play play = Play.reviewing().asks("opus", "Is this public?");
    play.ends("opus", new RunOutcome.Waiting()).finishes("gpt").finishes("gemini");
    play.shows("needs you: answer a question").answer("no").finishes("opus");
    play.work().shows("ready");
  }

  @Test
  void two_decisions_are_open_at_once() {
    Play play = Play.reviewing().asks("opus", "Is this public?").asks("gpt", "And this?");
    play.edit("spec.md", "- [ ] parse\n");
    assertThat(play.task().decisions()).hasSize(3);
    play.approve().answer("no");
    assertThat(play.task().decisions()).hasSize(1);
  }

  @Test
  void retrying_drops_what_the_run_had_asked() {
    Play play = Play.building().asks("builder", "CSV?").tell(new Command.Retry(null, "TSV"));
    assertThat(play.task().decisions()).isEmpty();
    assertThat(play.run("builder").note()).isEqualTo("TSV");
    play.asks("builder", "TSV?").ends("builder", new RunOutcome.Waiting());
    play.tell(new Command.Retry(new StepId("build"), "do not ask"));
    assertThat(play.task().decisions()).isEmpty();
    play.work().shows("ready");
  }

  @Test
  void a_question_survives_a_pause() {
    Play play = Play.building().asks("builder", "CSV?").tell(new Command.Pause("lunch"));
    play.ends("builder", new RunOutcome.Stopped()).tell(new Command.Resume());
    play.shows("needs you: answer a question");
    assertThat(Effects.of(play.task())).isEmpty();
    play.answer("yes").work().shows("ready");
  }
}
