package dev.tercet.server.model;

/** Something that comes while an answer is streamed. */
public sealed interface Piece {

  /** A piece of the answer. */
  record Text(String text) implements Piece {}

  /** A piece of the reasoning. */
  record Thought(String text) implements Piece {}

  /** A sign of life that says nothing. */
  record Pulse() implements Piece {}

  /** The answer is complete; the last piece. */
  record Whole(Reply reply) implements Piece {}
}
