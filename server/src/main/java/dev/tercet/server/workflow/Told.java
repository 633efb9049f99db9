package dev.tercet.server.workflow;

import org.jspecify.annotations.Nullable;

/**
 * What a new run is given beyond its step.
 *
 * @param failures runs broken in a row before it
 */
record Told(@Nullable String note, @Nullable RunId resumes, int failures) {

  static final Told NOTHING = new Told(null, null, 0);

  static Told of(@Nullable String note) {
    return new Told(note, null, 0);
  }

  static Told resuming(@Nullable RunId run, @Nullable String note) {
    return new Told(note, run, 0);
  }
}
