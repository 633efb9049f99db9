package dev.tercet.server.model;

import org.jspecify.annotations.Nullable;

/** A part of what a model said. */
public sealed interface Block {

  /** A part of its answer. */
  record Text(String text) implements Block {}

  /**
   * A part of its reasoning.
   *
   * @param opaque what the provider wants to have back unchanged, in its own form; null when it
   *     wants nothing back
   */
  record Reasoning(String text, @Nullable String opaque) implements Block {}

  /**
   * A tool that it wants called.
   *
   * @param arguments JSON as the model wrote it, so possibly none
   * @param opaque as in {@link Reasoning}
   */
  record Call(String id, String name, String arguments, @Nullable String opaque) implements Block {}
}
