package dev.tercet.server.process;

/**
 * What a running child says, as it says it.
 *
 * <p>Each stream has a thread of its own: {@code out} calls come in order, {@code err} calls come
 * in order, the two interleave. A slow listener slows the child down, because its pipe fills.
 */
public interface ChildListener {

  /** A line of standard output. */
  void out(Line line);

  /** A line of standard error. */
  void err(Line line);

  /** More than {@link LineLimits#totalBytes} came on one stream; from here on it is dropped. */
  void flooded();

  /** The child is gone and every line was delivered. The last call. */
  void ended(int exitCode);
}
