package dev.tercet.server.workflow;

/** One artifact exactly as it was shown. */
public record Shown(ArtifactName artifact, int revision, BlobId blob) {}
