package dev.tercet.server.sandbox;

/** What a child may do to the folder that it works in. */
public enum Rights {
  /** Change nothing. */
  READ,
  /** Change everything but what is sealed. */
  WRITE
}
