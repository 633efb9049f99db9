package dev.tercet.server.store;

import java.util.List;

/** Is told of every line of a transcript, in order, on the subscription's own virtual thread. */
public interface TranscriptListener {

  /**
   * Some lines, at least one: one while the listener keeps up, more where it has to catch up.
   *
   * @param first the number of the first, counted from 0
   */
  void lines(long first, List<TranscriptLine> lines);

  /** The transcript is sealed and its last line was told. */
  void ended();

  /** The file could not be read, or this listener threw. Nothing more will come. */
  void failed(RuntimeException failure);
}
