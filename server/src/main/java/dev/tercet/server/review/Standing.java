package dev.tercet.server.review;

/** Where a cluster stands. */
public enum Standing {
  /** Waits for a human's verdict. */
  OPEN,
  /** Goes to the next build pass, or has gone there. */
  ACCEPTED,
  /** Turned down with a reason. */
  DISMISSED,
  /** Means the same as one that was dismissed before; counted, and not asked about again. */
  FOLDED,
  /** Was accepted, and no reviewer of the pass after reported it again. */
  FIXED,
  /** Was accepted, and was reported again at the same place. */
  STILL_THERE,
  /** Was accepted, and was reported again elsewhere in the file. */
  MOVED
}
