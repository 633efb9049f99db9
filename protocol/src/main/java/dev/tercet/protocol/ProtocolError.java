package dev.tercet.protocol;

import java.util.Arrays;
import java.util.Optional;
import org.eclipse.lsp4j.jsonrpc.ResponseErrorException;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseError;

/**
 * The errors that this protocol adds to those of JSON-RPC: one table of code and meaning. Each
 * carries a {@link Refused} as its {@code data}. Parameters that cannot be read are JSON-RPC's own
 * {@code -32602}.
 */
public enum ProtocolError {
  /** The rules say no: wrong state, not open any more, work would be lost. */
  REFUSED(-32010),
  /** The client acted on a view that has passed; the data has the revision that holds now. */
  STALE(-32011),
  /** No task has this id or prefix. */
  UNKNOWN_TASK(-32012),
  /** More than one thing is meant by what was named; the text lists them. */
  AMBIGUOUS(-32013),
  /** The workflow has errors; the text has file, line and mend. */
  BAD_TEMPLATE(-32014),
  /**
   * Something other than a task that was named is not there: a step, preset, artifact, run, file.
   */
  UNKNOWN(-32015),
  /** A settings file has errors; the text has file, line and mend. */
  BAD_SETTINGS(-32016),
  /** An agent's script has errors; the text has file, line and mend. */
  BAD_SCRIPT(-32017),
  /** The idempotency key was used before, for something else. */
  KEY_REUSED(-32018),
  /** The repository cannot be used as it is: no commit, no rights, a lock, a dirty checkout. */
  REPOSITORY(-32019),
  /** The world failed: git, a full disk, a program that did not start. */
  FAILED(-32020),
  /** The daemon is about to end; connect again. */
  STOPPING(-32021);

  private final int code;

  ProtocolError(int code) {
    this.code = code;
  }

  /** The number on the wire. */
  public int code() {
    return code;
  }

  /** What a handler completes its future with. */
  public ResponseErrorException toException(Refused refused) {
    return new ResponseErrorException(new ResponseError(code, refused.text(), refused));
  }

  /** The error with this number; empty for JSON-RPC's own and those of newer daemons. */
  public static Optional<ProtocolError> of(int code) {
    return Arrays.stream(values()).filter(error -> error.code == code).findFirst();
  }
}
