package dev.tercet.server.store;

import dev.tercet.server.workflow.Actor;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the events of one append have in common.
 *
 * @param key of the command that they answer, null where no client's command did
 * @param causedBy what led to them, in a word a reader of the journal can follow: an effect's id,
 *     an event's position
 */
public record AppendContext(
    Instant at, Actor actor, @Nullable CommandKey key, @Nullable String causedBy) {

  /** Of something that the daemon did by itself. */
  public static AppendContext daemon(Instant at, @Nullable String causedBy) {
    return new AppendContext(at, Actor.DAEMON, null, causedBy);
  }
}
