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

  public TranscriptLimits {
    if (lineBytes < 256 || runBytes < lineBytes) {
      throw new IllegalArgumentException(
          "a line has at least 256 bytes and a run at least a line: %d, %d"
              .formatted(lineBytes, runBytes));
    }
  }
}
