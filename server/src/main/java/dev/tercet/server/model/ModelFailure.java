package dev.tercet.server.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Why a provider did not answer.
 *
 * @param words what was attempted, where, what happened and what to do; never holds a key
 * @param passing whether the same request may succeed in a moment
 * @param until when the provider said that it will take requests again; null when it did not say
 */
public record ModelFailure(Kind kind, String words, boolean passing, @Nullable Instant until) {

  /** What kind of failure it was. */
  public enum Kind {
    /** The key is missing, wrong or not allowed to do this. */
    AUTH,
    /** The account takes no more requests for now, or has no credit left. */
    RATE_LIMITED,
    /** The provider cannot cope or is broken on its side. */
    OVERLOADED,
    /** The request is not understood: a model, an address or an option that is not known. */
    BAD_REQUEST,
    /** The conversation is longer than the model's window. */
    CONTEXT_TOO_LONG,
    /** No connection, or one that broke or went silent. */
    UNREACHABLE,
    /** What came is not what the API promises. */
    PROTOCOL
  }
}
