package dev.tercet.server.store;

import org.jspecify.annotations.Nullable;

/** The JSON of an event is not what its type and version say: damage, or a newer program's. */
public final class UnreadableEventException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  UnreadableEventException(String type, int version, String reason, @Nullable Throwable cause) {
    super("read an event of type %s, version %d: %s".formatted(type, version, reason), cause);
  }
}
