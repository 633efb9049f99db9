package dev.tercet.server.store;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The store could not be read or written. What was acknowledged before is still there; the
 * operation named was not done.
 */
public final class StoreException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String operation;
  private final String path;
  private final String reason;

  StoreException(String operation, Path path, String reason, @Nullable Throwable cause) {
    super(operation + " in " + path + ": " + reason, cause);
    this.operation = operation;
    this.path = path.toString();
    this.reason = reason;
  }

  StoreException(String operation, Path path, String reason) {
    this(operation, path, reason, null);
  }

  /** What was attempted, such as {@code append to task csv-export-k3f9}. */
  public String operation() {
    return operation;
  }

  /** The file or folder concerned. */
  public Path path() {
    return Path.of(path);
  }

  /** What happened and what to do, in words for the user. */
  public String reason() {
    return reason;
  }
}
