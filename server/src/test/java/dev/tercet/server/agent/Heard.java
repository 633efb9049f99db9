package dev.tercet.server.agent;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Keeps what a session reports, and answers questions as the test says. */
public final class Heard implements AgentListener {

  /** What a listener does with a question. */
  public interface Answering {
    Optional<String> answer(AgentQuestion question, Duration hold) throws InterruptedException;
  }

  private final List<Update> updates = new ArrayList<>();
  private final List<AgentQuestion> questions = new ArrayList<>();
  private final Answering answering;

  public Heard() {
    this((_, _) -> Optional.empty());
  }

  public Heard(Answering answering) {
    this.answering = answering;
  }

  @Override
  public synchronized void update(Update update) {
    updates.add(update);
    notifyAll();
  }

  @Override
  public Optional<String> ask(AgentQuestion question, Duration hold) throws InterruptedException {
    synchronized (this) {
      questions.add(question);
      notifyAll();
    }
    return answering.answer(question, hold);
  }

  public synchronized List<Update> updates() {
    return List.copyOf(updates);
  }

  public synchronized List<AgentQuestion> questions() {
    return List.copyOf(questions);
  }

  public synchronized <T extends Update> List<T> all(Class<T> kind) {
    return updates.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  public String text() {
    return String.join("", all(Update.Text.class).stream().map(Update.Text::text).toList());
  }

  /** Waits until something that fits was heard. */
  public synchronized void await(Predicate<Heard> condition) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!condition.test(this)) {
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        throw new AssertionError("not heard in time; heard " + updates + " and " + questions);
      }
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
  }

  /** A latch-like answer that never comes: waits as long as the question is held. */
  public static Optional<String> silence(Duration hold) throws InterruptedException {
    new CountDownLatch(1).await(hold.toMillis(), TimeUnit.MILLISECONDS);
    return Optional.empty();
  }
}
