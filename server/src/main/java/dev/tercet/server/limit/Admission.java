package dev.tercet.server.limit;

import dev.tercet.server.workflow.RunId;
import dev.tercet.server.workflow.TaskId;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Who may start next. Of the runs whose agent, provider and account have room, the one of the task
 * with the fewest runs under way goes first, and among those the one that came first: a task with
 * many reviewers does not keep the others out, and no run is passed over for good.
 *
 * <p>Confined to one thread at a time. Grows with the runs that wait or are under way, and with the
 * accounts that were held back.
 */
public final class Admission {

  private static final Duration FIRST_HOLD = Duration.ofMinutes(1);
  private static final Duration LONGEST_HOLD = Duration.ofMinutes(30);

  private final Map<RunId, Ask> waiting = new LinkedHashMap<>();
  private final Map<RunId, Ask> underWay = new LinkedHashMap<>();
  private final Map<String, Held> holds = new LinkedHashMap<>();

  /** A run that wants to start. */
  public record Ask(RunId run, TaskId task, Source source) {}

  /** Puts a run into the queue. */
  public void join(Ask ask) {
    waiting.put(ask.run(), ask);
  }

  /** A run gave up waiting, or has ended. */
  public void leave(RunId run) {
    waiting.remove(run);
    underWay.remove(run);
  }

  /** Whether it left the queue to start. */
  public boolean isUnderWay(RunId run) {
    return underWay.containsKey(run);
  }

  /** Takes all that may start now out of the queue. */
  public void admit(Caps caps, Instant now) {
    Optional<Ask> next = next(caps, now);
    while (next.isPresent()) {
      waiting.remove(next.get().run());
      underWay.put(next.get().run(), next.get());
      next = next(caps, now);
    }
  }

  private Optional<Ask> next(Caps caps, Instant now) {
    return waiting.values().stream()
        .filter(ask -> barrier(ask, caps, now).isEmpty())
        .min(Comparator.comparingLong(ask -> count(other -> other.task().equals(ask.task()))));
  }

  /** What a run in the queue waits for; empty when it may start. */
  public Optional<Obstacle> obstacle(RunId run, Caps caps, Instant now) {
    return Optional.ofNullable(waiting.get(run)).flatMap(ask -> barrier(ask, caps, now));
  }

  private Optional<Obstacle> barrier(Ask ask, Caps caps, Instant now) {
    Source source = ask.source();
    Held hold = holds.get(source.account());
    if (hold != null && now.isBefore(hold.until())) {
      return Optional.of(new Obstacle.Held(source.account(), hold.until(), hold.reason()));
    }
    if (underWay.size() >= caps.overall()) {
      return Optional.of(new Obstacle.Overall(caps.overall()));
    }
    if (count(other -> other.source().agent().equals(source.agent())) >= caps.perAgent()) {
      return Optional.of(new Obstacle.Agent(source.agent(), caps.perAgent()));
    }
    if (count(other -> other.source().provider().equals(source.provider())) >= caps.perProvider()) {
      return Optional.of(new Obstacle.Provider(source.provider(), caps.perProvider()));
    }
    return Optional.empty();
  }

  private long count(Predicate<Ask> which) {
    return underWay.values().stream().filter(which).count();
  }

  /** Holds an account back for as long as the provider said. */
  public void holdUntil(String account, Instant until, String reason) {
    holds.put(account, new Held(account, until, reason, times(account)));
  }

  /**
   * Holds an account back whose provider did not say for how long: a minute, twice as long each
   * time in a row, half an hour at most.
   */
  public void hold(String account, Instant now, String reason) {
    Held before = holds.get(account);
    if (before != null && now.isBefore(before.until())) {
      return; // Its other runs were refused at the same time: that is no further time in a row.
    }
    int times = times(account);
    Duration pause = FIRST_HOLD.multipliedBy(1L << Math.min(times - 1, 5));
    Duration length = pause.compareTo(LONGEST_HOLD) > 0 ? LONGEST_HOLD : pause;
    holds.put(account, new Held(account, now.plus(length), reason, times));
  }

  private int times(String account) {
    Held before = holds.get(account);
    return before == null ? 1 : before.times() + 1;
  }

  /** A run on the account went well: it is open, and counting begins anew. */
  public void opened(String account) {
    holds.remove(account);
  }

  /** The accounts that were held back and have not been seen open since. */
  public List<Held> held() {
    return List.copyOf(holds.values());
  }

  /** What an earlier daemon knew of an account. */
  public void recall(Held held) {
    holds.put(held.account(), held);
  }

  /** When the next account reopens that a waiting run waits for. */
  public Optional<Instant> nextOpening(Instant now) {
    List<Instant> openings =
        waiting.values().stream()
            .flatMap(ask -> Optional.ofNullable(holds.get(ask.source().account())).stream())
            .map(Held::until)
            .filter(now::isBefore)
            .sorted()
            .toList();
    return openings.stream().findFirst();
  }
}
