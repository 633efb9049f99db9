package dev.tercet.server.door.lsp.link;

import dev.tercet.server.app.Denied;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Runs a request's blocking work on a virtual thread, and turns what is denied into its error. Of
 * one connection so many are answered at once that none takes the memory or the disk for itself;
 * the others wait.
 */
public final class Calls {

  private static final int MOST_AT_ONCE = 32;

  private final Executor threads;
  private final Semaphore places = new Semaphore(MOST_AT_ONCE);

  public Calls(Executor threads) {
    this.threads = threads;
  }

  public <T extends @Nullable Object> CompletableFuture<T> answer(Callable<T> work) {
    return CompletableFuture.supplyAsync(() -> call(work), threads);
  }

  private <T extends @Nullable Object> T call(Callable<T> work) {
    try {
      places.acquire();
      try {
        return work.call();
      } finally {
        places.release();
      }
    } catch (Denied denied) {
      throw denied.error().toException(denied.refused());
    } catch (RuntimeException bug) {
      throw bug;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new CompletionException(stopped);
    } catch (Exception checked) {
      throw new CompletionException(checked);
    }
  }
}
