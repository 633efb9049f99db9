package dev.tercet.server.settings;

/** Whose download caches a cage shows. */
public enum CacheUse {
  /** The user's, writable. */
  SHARED,
  /** Those of the task alone, which begin empty. */
  OWN
}
