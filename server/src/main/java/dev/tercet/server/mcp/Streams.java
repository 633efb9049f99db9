package dev.tercet.server.mcp;

import java.io.IOException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The streams of a session, those that ended among them, as far as they are kept for a client that
 * comes back. Guarded by its lock.
 */
final class Streams {

  private static final int MOST = 64;
  private static final long PATIENCE_SECONDS = 60;

  /** What belongs to no request. */
  private final ResumableStream unasked = new ResumableStream(0);

  private final Map<Integer, ResumableStream> streams = new LinkedHashMap<>();
  private final ReentrantLock lock = new ReentrantLock();
  private int last;

  ResumableStream unasked() {
    return unasked;
  }

  @Nullable ResumableStream find(int number) {
    lock.lock();
    try {
      return number == 0 ? unasked : streams.get(number);
    } finally {
      lock.unlock();
    }
  }

  /** The oldest that ended have to go where there are many; those at work stay. */
  private ResumableStream add() {
    lock.lock();
    try {
      ResumableStream stream = new ResumableStream(++last);
      Iterator<ResumableStream> oldest = streams.values().iterator();
      while (streams.size() >= MOST && oldest.hasNext()) {
        if (oldest.next().isEnded()) {
          oldest.remove();
        }
      }
      streams.put(last, stream);
      return stream;
    } finally {
      lock.unlock();
    }
  }

  /** The stream of a request, which is opened when there is something to be said on it. */
  Begun begin(HttpExchange exchange, boolean primed) {
    return new Begun(exchange, primed);
  }

  /** A stream that may come to be. */
  final class Begun implements HttpAnswer.Opening {

    private final HttpExchange exchange;
    private final boolean primed;
    private volatile @Nullable ResumableStream stream;

    private Begun(HttpExchange exchange, boolean primed) {
      this.exchange = exchange;
      this.primed = primed;
    }

    @Override
    public HttpAnswer.Stream open() throws IOException {
      ResumableStream added = add();
      stream = added;
      added.attach(exchange, null, primed);
      return added;
    }

    /** The request's sender went away: it may come back, if it knows where to. */
    void gone(Runnable giveUp) {
      ResumableStream opened = stream;
      try {
        if (opened == null || !opened.awaitReturn(PATIENCE_SECONDS)) {
          giveUp.run();
        }
      } catch (InterruptedException ended) {
        giveUp.run();
      }
    }
  }

  void end() {
    lock.lock();
    try {
      unasked.end();
      streams.values().forEach(ResumableStream::end);
    } finally {
      lock.unlock();
    }
  }
}
