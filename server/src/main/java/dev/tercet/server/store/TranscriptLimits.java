package dev.tercet.server.store;

/**
 * How much of a run is kept.
 *
 * @param runBytes of a whole transcript; what comes after is counted, not kept
 * @param lineBytes of one line; a longer one is cut
 */
public record TranscriptLimits(long runBytes, int lineBytes) {

  /** 32 MiB a run, 256 KiB a line. */
  public static final TranscriptLimits DEFAULT =
      new TranscriptLimits(32L * 1024 * 1024, 256 * 1024);

  /** The same for a run of which only so much is kept: one line may have a quarter of it. */
  TranscriptLimits within(long bytes) {
    return new TranscriptLimits(bytes, (int) Math.min(lineBytes, Math.max(256, bytes / 4)));
  }

  public TranscriptLimits {
    if (lineBytes < 256 || runBytes < lineBytes) {
      throw new IllegalArgumentException(
          "a line has at least 256 bytes and a run at least a line: %d, %d"
              .formatted(lineBytes, runBytes));
    }
  }
}
