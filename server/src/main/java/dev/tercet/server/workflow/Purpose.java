package dev.tercet.server.workflow;

/** Why a run is there; usage is summed by it. */
public enum Purpose {
  /** The first try. */
  FIRST,
  /** The human rejected what was there. */
  CORRECTION,
  /** Verification was red, or the run before broke. */
  RETRY,
  /** The human's answer is there. */
  ANSWER,
  /** Accepted findings are mended, or the change is looked at again. */
  PUSH_BACK,
  /** A reviewer is asked about a finding. */
  ASK
}
