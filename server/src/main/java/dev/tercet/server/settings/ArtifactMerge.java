package dev.tercet.server.settings;

/** Whether a task's artifacts are merged with its change. */
public enum ArtifactMerge {
  KEEP,
  DROP
}
