package dev.tercet.server.review;

/** What a human makes of a finding. */
public enum Verdict {
  /** It is right: the next build pass mends it. */
  ACCEPT,
  /**
   * It is wrong or does not matter here; the reason is kept and the same finding is folded later.
   */
  DISMISS,
  /** The next build pass does what the human's line says about it. */
  PUSH_BACK,
  /** The reviewer is asked; the decision stays open. */
  ASK
}
