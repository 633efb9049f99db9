package dev.tercet.server.runtime;

import dev.tercet.server.store.CommandKey;
import dev.tercet.server.workflow.By;
import org.jspecify.annotations.Nullable;

/**
 * Who sends a command, and on what view of the task.
 *
 * @param key by which a repetition is recognised; null where the sender cannot repeat itself
 * @param revision the task's last event as the sender saw it; null when it does not say
 */
public record Sender(By by, @Nullable CommandKey key, @Nullable Long revision) {

  public static Sender of(By by) {
    return new Sender(by, null, null);
  }
}
