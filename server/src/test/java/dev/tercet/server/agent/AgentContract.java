package dev.tercet.server.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tercet.server.agent.TurnResult.Cancelled;
import dev.tercet.server.agent.TurnResult.Cause;
import dev.tercet.server.agent.TurnResult.Failed;
import dev.tercet.server.agent.TurnResult.Finished;
import dev.tercet.server.agent.TurnResult.Waiting;
import dev.tercet.server.process.Processes;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every kind of agent has in common, whatever it is made of. */
public abstract class AgentContract {

  @TempDir protected Path home;
  protected final Processes processes = new Processes();
  private final Heard heard = new Heard((_, hold) -> Heard.silence(hold));

  /**
   * An agent that does what is wanted when it gets the prompt that {@link #prompt} names.
   *
   * @param behaviour {@code finish}, {@code crash}, {@code hang} (having said {@code started} and
   *     started processes of its own), {@code flood} or {@code ask}
   */
  protected abstract Agent agent(String behaviour);

  /** The request under which it does that. */
  protected Requests request(String behaviour) {
    return Requests.in(home);
  }

  /** Its last message when it finishes. */
  protected String answer() {
    return "done";
  }

  @AfterEach
  void close() {
    processes.close();
  }

  private TurnResult prompt(String behaviour, Requests parts) throws InterruptedException {
    SessionRequest request = parts.build();
    try (AgentSession session = agent(behaviour).open(request, heard)) {
      return session.prompt(behaviour);
    } finally {
      assertThat(Survivors.of(request.run())).isEmpty();
    }
  }

  @Test
  void a_prompt_is_answered() throws Exception {
    assertThat(prompt("finish", request("finish"))).isEqualTo(new Finished(answer()));
    assertThat(heard.text()).contains("working on it").contains("done");
  }

  @Test
  void a_cancelled_turn_ends_soon_and_leaves_no_process() throws Exception {
    SessionRequest request = request("hang").build();
    try (AgentSession session = agent("hang").open(request, heard)) {
      Thread canceller = Thread.ofVirtual().start(() -> cancelOnceStarted(session));
      long begun = System.nanoTime();
      assertThat(session.prompt("hang")).isEqualTo(new Cancelled());
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(15));
      canceller.join();
      assertThat(session.prompt("hang")).isEqualTo(new Cancelled());
      closeTwice(session);
    }
    assertThat(Survivors.of(request.run())).isEmpty();
  }

  /** And once more at the end of the block. */
  private static void closeTwice(AutoCloseable session) throws Exception {
    session.close();
  }

  private void cancelOnceStarted(AgentSession session) {
    try {
      heard.await(listener -> listener.text().contains("started"));
      session.cancel();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void a_session_can_be_closed_in_the_middle_of_a_turn() throws Exception {
    SessionRequest request = request("hang").build();
    AgentSession session = agent("hang").open(request, heard);
    Thread closer =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    heard.await(listener -> listener.text().contains("started"));
                    session.close();
                  } catch (InterruptedException interrupted) {
                    Thread.currentThread().interrupt();
                  }
                });
    assertThat(session.prompt("hang")).isEqualTo(new Cancelled());
    closer.join();
    assertThat(Survivors.of(request.run())).isEmpty();
  }

  @Test
  void a_crash_is_told_from_a_refusal() throws Exception {
    assertThat(prompt("crash", request("crash"))).extracting("cause").isEqualTo(Cause.CRASHED);
  }

  @Test
  void a_hanging_agent_is_ended_when_nothing_is_heard() throws Exception {
    assertThat(prompt("hang", request("hang").stall(Duration.ofMillis(1500))))
        .isEqualTo(
            new Failed(
                Cause.STALLED, "nothing was heard from the agent for 1500 ms; it was ended"));
  }

  @Test
  void a_turn_is_ended_when_its_time_is_over() throws Exception {
    assertThat(prompt("hang", request("hang").timeout(Duration.ofMillis(1500))))
        .isEqualTo(new Failed(Cause.TIMED_OUT, "the run took longer than 1500 ms and was ended"));
  }

  @Test
  void a_flood_ends_the_turn() throws Exception {
    assertThat(prompt("flood", request("flood")))
        .isEqualTo(
            new Failed(
                Cause.MISBEHAVED,
                "the agent wrote more than 16 MB in one turn; what came after that is not recorded"));
    assertThat(heard.text().length()).isLessThanOrEqualTo(16_000_000);
  }

  @Test
  void a_question_that_nobody_answers_ends_the_turn_as_waiting() throws Exception {
    assertThat(prompt("ask", request("ask").hold(Duration.ofMillis(50)))).isEqualTo(new Waiting());
    assertThat(heard.questions()).hasSize(1);
  }
}
