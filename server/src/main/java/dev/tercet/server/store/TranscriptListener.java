package dev.tercet.server.store;

/** Is told of every line of a transcript, in order, on the subscription's own virtual thread. */
public interface TranscriptListener {

  /** One line, counted from 0. */
  void line(long number, String line);

  /** The transcript is sealed and its last line was told. */
  void ended();

  /** The file could not be read, or this listener threw. Nothing more will come. */
  void failed(RuntimeException failure);
}
