package dev.tercet.server.agent.builtin;

import dev.tercet.server.agent.Stop;
import dev.tercet.server.agent.Turn;
import dev.tercet.server.agent.TurnOver;
import dev.tercet.server.agent.Update;
import dev.tercet.server.model.ModelClient;
import dev.tercet.server.model.ModelException;
import dev.tercet.server.model.ModelFailure;
import dev.tercet.server.model.ModelRequest;
import dev.tercet.server.model.ModelStream;
import dev.tercet.server.model.Piece;
import dev.tercet.server.model.Reply;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Asks a provider until there is a whole answer or no hope of one. Only a whole answer is acted on,
 * so that an answer that broke off can be asked for again without doing anything twice. Used by the
 * turn's thread.
 */
final class Asking {

  private final ModelClient models;
  private final Provider provider;
  private final Pacing pacing;
  private final Stop stop;
  private boolean heard;

  Asking(ModelClient models, Provider provider, Pacing pacing, Stop stop) {
    this.models = models;
    this.provider = provider;
    this.pacing = pacing;
    this.stop = stop;
  }

  /** Whether the provider ever answered. */
  boolean heard() {
    return heard;
  }

  /**
   * The answer; what it says is passed on as it comes.
   *
   * @throws ModelException when it cannot be had
   */
  Reply ask(Turn turn, ModelRequest request) throws TurnOver, InterruptedException {
    for (int tries = 1; ; tries++) {
      turn.nextMessage();
      try (ModelStream stream = models.open(provider.endpoint(), provider.key(), request)) {
        return listen(turn, stream);
      } catch (ModelException broken) {
        ModelFailure failure = broken.failure();
        Instant until = failure.until();
        if (until != null) {
          turn.update(new Update.AccountHeld(provider.endpoint().name(), until));
        }
        Duration wait = pacing.wait(tries, until);
        if (!failure.passing()
            || tries >= Pacing.MOST_TRIES
            || wait.compareTo(Pacing.LONGEST_WAIT) > 0) {
          throw broken;
        }
        turn.update(
            new Update.Diagnostic(
                "%s; trying again in %d ms (%d of %d)"
                    .formatted(failure.words(), wait.toMillis(), tries + 1, Pacing.MOST_TRIES)));
        pause(turn, wait);
      }
    }
  }

  private void pause(Turn turn, Duration wait) throws TurnOver, InterruptedException {
    Duration left = turn.left();
    stop.during(
        () -> {
          pacing.sleeper().sleep(left.compareTo(wait) < 0 ? left : wait);
          return true;
        });
    turn.checkTime();
  }

  private Reply listen(Turn turn, ModelStream stream) throws TurnOver, InterruptedException {
    Spoken spoken = new Spoken(turn);
    Duration patience = pacing.firstPiece();
    long quietSince = System.nanoTime();
    while (true) {
      Duration left = patience.minusNanos(System.nanoTime() - quietSince);
      if (!left.isPositive()) {
        throw silent(patience);
      }
      Duration limit = turn.left().compareTo(left) < 0 ? turn.left() : left;
      Optional<Piece> next = stop.during(() -> Optional.ofNullable(stream.next(limit)));
      if (next.isEmpty()) {
        spoken.flush();
        turn.checkTime();
        continue;
      }
      heard = true;
      quietSince = System.nanoTime();
      switch (next.get()) {
        case Piece.Text(String text) -> {
          patience = pacing.nextPiece();
          spoken.text(text);
        }
        case Piece.Thought(String text) -> {
          patience = pacing.nextPiece();
          spoken.thought(text);
        }
        case Piece.Pulse _ -> turn.heard();
        case Piece.Whole(Reply reply) -> {
          spoken.flush();
          return reply;
        }
      }
    }
  }

  private ModelException silent(Duration patience) {
    return new ModelException(
        new ModelFailure(
            ModelFailure.Kind.UNREACHABLE,
            "%s (%s, model %s) went silent for %d s"
                .formatted(
                    provider.endpoint().name(),
                    provider.endpoint().baseUrl(),
                    provider.model(),
                    patience.toSeconds()),
            true,
            null));
  }

  /** Passes on in lines, or what is as long, what comes in words. */
  private static final class Spoken {

    private static final int ENOUGH = 400;

    private final Turn turn;
    private final StringBuilder waiting = new StringBuilder();
    private boolean thinking;

    Spoken(Turn turn) {
      this.turn = turn;
    }

    void text(String piece) throws TurnOver {
      add(piece, false);
    }

    void thought(String piece) throws TurnOver {
      add(piece, true);
    }

    private void add(String piece, boolean isThought) throws TurnOver {
      if (isThought != thinking) {
        flush();
        thinking = isThought;
      }
      waiting.append(piece);
      if (waiting.length() > ENOUGH || piece.indexOf('\n') >= 0) {
        flush();
      }
    }

    void flush() throws TurnOver {
      if (!waiting.isEmpty()) {
        String said = waiting.toString();
        waiting.setLength(0);
        turn.update(thinking ? new Update.Thought(said) : new Update.Text(said));
      }
    }
  }
}
