package dev.tercet.server.mcp;

import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP request and the way to answer it, whatever library serves it. Already let in: its sender
 * may talk to us. It is answered once, whole or as a stream.
 */
public interface HttpExchange {

  /** {@code POST}. */
  String verb();

  /** What comes after the host, without a query. */
  String path();

  /** What the system tells of who sent it; takes a while, so it is asked where it matters. */
  Standing standing();

  /** Without white space around it; null where there is none. */
  @Nullable String header(String name);

  byte[] body();

  /** Answers with a whole body, JSON unless the headers say otherwise; an empty one has no type. */
  void answer(int status, Map<String, String> headers, byte[] content) throws IOException;

  /** Answers with a stream of events. */
  Events stream(Map<String, String> headers) throws IOException;

  /** Is run when the sender has gone before the answer's end; at once where it has already. */
  void whenGone(Runnable what);

  /** A stream of server-sent events. Any thread may send; a send waits for a slow reader. */
  interface Events extends AutoCloseable {

    /**
     * Sends an event.
     *
     * @param id what the reader may come back with; null where it may not
     * @param json empty for an event that only says its id
     * @throws IOException the reader has gone, or does not read
     */
    void send(@Nullable String id, byte[] json) throws IOException;

    @Override
    void close();
  }
}
