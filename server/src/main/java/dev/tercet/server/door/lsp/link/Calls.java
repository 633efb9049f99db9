package dev.tercet.server.door.lsp.link;

import dev.tercet.server.app.Denied;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Runs a request's blocking work on a virtual thread, and turns what is denied into its error. */
public final class Calls {

  private final Executor threads;

  public Calls(Executor threads) {
    this.threads = threads;
  }

  public <T extends @Nullable Object> CompletableFuture<T> answer(Callable<T> work) {
    return CompletableFuture.supplyAsync(() -> call(work), threads);
  }

  private static <T extends @Nullable Object> T call(Callable<T> work) {
    try {
      return work.call();
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
