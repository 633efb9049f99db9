package dev.tercet.server.perform;

/** What became of bringing a commit to where it is for. */
sealed interface Arrival {

  /** It is there. */
  record There() implements Arrival {}

  /** The place has moved meanwhile: make the commit anew, on top of that. */
  record Behind() implements Arrival {}

  /** It cannot be brought there; the reason says what a person can do. */
  record Refused(String reason) implements Arrival {}
}
