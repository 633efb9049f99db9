package dev.tercet.server.door.lsp.link;

import dev.tercet.protocol.ProtocolError;
import dev.tercet.protocol.Refused;
import dev.tercet.server.app.Denied;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import org.eclipse.lsp4j.jsonrpc.ResponseErrorException;
import org.jspecify.annotations.Nullable;

/**
 * Runs a request's blocking work on a virtual thread, and turns what is denied into its error. Of
 * one connection so many are answered at once that none takes the memory or the disk for itself;
 * the others wait, and once very many wait, so does who asks: nothing more is read from that client
 * until it has its answers.
 *
 * <p>What only reads ends with the threads it is given; what changes something is done to its end
 * once it was read, also for a client that is gone by then. {@link #close} waits for that.
 */
public final class Calls implements AutoCloseable {

  private static final int MOST_AT_ONCE = 32;
  private static final int MOST_WAITING = 4_096;
  private static final int MOST_ATTENDED = 256;

  private final Executor threads;
  private final ExecutorService changes = Executors.newVirtualThreadPerTaskExecutor();
  private final Semaphore waiting = new Semaphore(MOST_WAITING);
  private final Semaphore places = new Semaphore(MOST_AT_ONCE);
  private final Semaphore attended = new Semaphore(MOST_ATTENDED);

  public Calls(Executor threads) {
    this.threads = threads;
  }

  /** Answers from what is there, without asking the client anything. */
  public <T extends @Nullable Object> CompletableFuture<T> answer(Callable<T> work) {
    waiting.acquireUninterruptibly();
    return begin(threads, places, work, waiting::release);
  }

  /** As {@link #answer}, for what must not be lost with the connection it came on. */
  public <T extends @Nullable Object> CompletableFuture<T> carryOut(Callable<T> work) {
    waiting.acquireUninterruptibly();
    return begin(changes, places, work, waiting::release);
  }

  /**
   * Does what may wait for a person, or for other answers of this connection: it takes no place
   * from those.
   */
  public <T extends @Nullable Object> CompletableFuture<T> attend(Callable<T> work) {
    return begin(threads, attended, work, () -> {});
  }

  @Override
  public void close() {
    changes.close();
  }

  /** What was taken back before its turn is not done any more. */
  private static <T extends @Nullable Object> CompletableFuture<T> begin(
      Executor threads, Semaphore places, Callable<T> work, Runnable after) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    try {
      threads.execute(
          () -> {
            try {
              inTurn(places, work, answer);
            } finally {
              after.run();
            }
          });
    } catch (RejectedExecutionException over) {
      after.run();
      answer.completeExceptionally(ending());
    }
    return answer;
  }

  private static <T extends @Nullable Object> void inTurn(
      Semaphore places, Callable<T> work, CompletableFuture<T> answer) {
    try {
      places.acquire();
      try {
        if (!answer.isDone()) {
          answer.complete(call(work));
        }
      } finally {
        places.release();
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      answer.completeExceptionally(ending());
    } catch (RuntimeException | Error failure) {
      answer.completeExceptionally(failure);
    }
  }

  private static <T extends @Nullable Object> T call(Callable<T> work) {
    try {
      return work.call();
    } catch (Denied denied) {
      throw denied.error().toException(denied.refused());
    } catch (RuntimeException failure) {
      throw failure.getCause() instanceof InterruptedException ? ending() : failure;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw ending();
    } catch (Exception checked) {
      throw new CompletionException(checked);
    }
  }

  /** What nobody will read: work is interrupted only when its connection ends. */
  private static ResponseErrorException ending() {
    return ProtocolError.STOPPING.toException(
        new Refused("stopping", "the connection ends: connect again", null, null));
  }
}
