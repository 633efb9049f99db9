package dev.tercet.server.agent;

import dev.tercet.server.agent.TurnResult.Cause;
import dev.tercet.server.review.Claim;
import dev.tercet.server.workflow.Role;
import java.time.Duration;
import java.util.Optional;

/**
 * One turn as it goes on: passes updates to the listener, keeps the answer, and ends the turn when
 * its time is over, nothing is heard for too long, too much is said, or it is cancelled.
 *
 * <p>What is the same for every kind of agent is here; it is used by the thread that called {@link
 * AgentSession#prompt}, or by another while that one waits for it, and so is the listener.
 */
public final class Turn {

  /** So many characters an agent may say, think and report in one turn. */
  public static final long MOST_OUTPUT = 16_000_000;

  /** So many characters of diagnostics are passed on; what follows is dropped. */
  private static final long MOST_DIAGNOSTICS = 1_000_000;

  private final SessionRequest request;
  private final AgentListener listener;
  private final Stop stop;
  private final TurnText text = new TurnText();
  private final Duration longest;
  private final Duration stall;
  private long deadline;
  private long quietSince;
  private long output;
  private long diagnostics;

  /** A turn with the times of the request. */
  public Turn(SessionRequest request, AgentListener listener, Stop stop) {
    this(request, listener, stop, request.timeout());
  }

  /** A turn that may take no longer than that, and neither than the request's times. */
  public Turn(SessionRequest request, AgentListener listener, Stop stop, Duration limit) {
    this.request = request;
    this.listener = listener;
    this.stop = stop;
    this.longest = limit.compareTo(request.timeout()) < 0 ? limit : request.timeout();
    this.stall = request.stall();
    this.quietSince = System.nanoTime();
    this.deadline = quietSince + nanos(longest);
  }

  /**
   * Passes it on.
   *
   * @throws TurnOver when that was more than an agent may say
   */
  public void update(Update update) throws TurnOver {
    heard();
    if (update instanceof Update.Diagnostic(String line)) {
      diagnostic(line);
      return;
    }
    output += length(update);
    if (output > MOST_OUTPUT) {
      throw TurnOver.failed(
          Cause.MISBEHAVED,
          "the agent wrote more than 16 MB in one turn; what came after that is not recorded");
    }
    switch (update) {
      case Update.Text said -> text.add(said.text());
      case Update.ToolCall _ -> text.nextMessage();
      default -> {}
    }
    listener.update(update);
  }

  private void diagnostic(String line) {
    long before = diagnostics;
    diagnostics += line.length() + 1;
    if (diagnostics <= MOST_DIAGNOSTICS) {
      listener.update(new Update.Diagnostic(line));
    } else if (before <= MOST_DIAGNOSTICS) {
      listener.update(new Update.Diagnostic("further diagnostics of this turn are not recorded"));
    }
  }

  /** The agent is alive, though it said nothing that is passed on. */
  public void heard() {
    quietSince = System.nanoTime();
  }

  /** What is said from here on is another message of the agent. */
  public void nextMessage() {
    text.nextMessage();
  }

  /** All that was said so far. */
  public String said() {
    return text.whole();
  }

  /** How long one may wait before {@link #checkTime} ends the turn; zero when it is over. */
  public Duration left() {
    long now = System.nanoTime();
    long nanos = Math.min(deadline - now, quietSince + nanos(stall) - now);
    return Duration.ofNanos(Math.max(0, nanos));
  }

  /**
   * Ends the turn when its time is over.
   *
   * @throws TurnOver when the turn took too long, or nothing was heard for too long
   */
  public void checkTime() throws TurnOver {
    long now = System.nanoTime();
    if (now >= deadline) {
      throw TurnOver.failed(
          Cause.TIMED_OUT, "the run took longer than " + inWords(longest) + " and was ended");
    }
    if (now >= quietSince + nanos(stall)) {
      throw TurnOver.failed(
          Cause.STALLED,
          "nothing was heard from the agent for " + inWords(stall) + "; it was ended");
    }
  }

  /**
   * Puts a question to the human and holds it; neither of the turn's clocks runs meanwhile.
   *
   * @param why what {@link Stop#wake} ends the wait by
   * @return empty when the turn has to end as {@link TurnResult.Waiting}, or the wait was woken
   */
  public Optional<String> ask(AgentQuestion question, Object why)
      throws InterruptedException, TurnOver {
    long asked = System.nanoTime();
    Optional<String> answer =
        stop.during(why, () -> listener.ask(question, request.questionHold()));
    deadline += System.nanoTime() - asked;
    heard();
    return answer;
  }

  /**
   * Ends the turn well, once the agent has ended it: reports the findings that a reviewer wrote
   * into its answer, and puts the question that the answer ends with.
   */
  public TurnResult finished() throws InterruptedException, TurnOver {
    if (request.role() == Role.REVIEW) {
      for (Claim claim : FindingsBlock.read(text.whole())) {
        listener.update(new Update.Found(claim));
      }
    }
    String answer = text.lastMessage();
    Optional<AgentQuestion> question = QuestionBlock.read(answer);
    if (question.isPresent()) {
      AgentQuestion asked = question.get();
      stop.during(() -> listener.ask(asked, Duration.ZERO));
      return new TurnResult.Waiting();
    }
    return new TurnResult.Finished(answer);
  }

  private static long length(Update update) {
    return switch (update) {
      case Update.Text said -> said.text().length();
      case Update.Thought thought -> thought.text().length();
      case Update.ToolCall call ->
          call.title().length() + (call.detail() == null ? 0 : call.detail().length());
      case Update.PlanList plan -> plan.entries().stream().mapToLong(String::length).sum();
      case Update.Found found -> found.claim().text().length();
      case Update.Permission permission -> permission.title().length();
      case Update.Diagnostic diagnostic -> diagnostic.text().length();
      case Update.Used _, Update.ItemDone _, Update.AccountHeld _ -> 0;
    };
  }

  private static long nanos(Duration duration) {
    // Half of what a long holds, about 146 years, so that sums do not overflow.
    return duration.compareTo(Duration.ofDays(36_500)) > 0
        ? Duration.ofDays(36_500).toNanos()
        : duration.toNanos();
  }

  private static String inWords(Duration duration) {
    if (duration.compareTo(Duration.ofMinutes(2)) >= 0) {
      return duration.toMinutes() + " min";
    }
    return duration.toSeconds() >= 2 ? duration.toSeconds() + " s" : duration.toMillis() + " ms";
  }
}
