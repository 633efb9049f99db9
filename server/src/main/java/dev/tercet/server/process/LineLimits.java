package dev.tercet.server.process;

/**
 * How much of a child's lines is passed on.
 *
 * @param lineBytes longest line passed on whole; the rest of a longer one is dropped and counted
 * @param totalBytes of each of the two streams; what comes later is read and dropped
 */
public record LineLimits(int lineBytes, long totalBytes) {

  public LineLimits {
    if (lineBytes <= 0 || totalBytes <= 0) {
      throw new IllegalArgumentException("limits are above zero");
    }
  }
}
