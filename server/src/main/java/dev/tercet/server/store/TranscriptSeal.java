package dev.tercet.server.store;

/**
 * What a closed transcript is known by.
 *
 * @param hash of the file
 * @param bytes of the file
 */
public record TranscriptSeal(Sha256 hash, long bytes) {}
