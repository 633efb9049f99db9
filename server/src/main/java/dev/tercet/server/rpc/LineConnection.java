package dev.tercet.server.rpc;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** A conversation over two streams, a message a line. */
public final class LineConnection {

  /** The longest message that is read, in bytes. */
  public static final int LONGEST_MESSAGE = 16 << 20;

  /** How long requests go on for a side that says nothing any more. */
  private static final Duration GRACE = Duration.ofSeconds(1);

  private LineConnection() {}

  /** What is made of a connection's own way out. */
  @FunctionalInterface
  public interface Opening {
    Methods open(Outlet outlet);
  }

  /** Serves until the other side closes its stream. Blocks. */
  public static void serve(InputStream in, OutputStream out, Opening opening) throws IOException {
    LineOutlet outlet = new LineOutlet(out);
    Methods methods = opening.open(outlet);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        Conversation conversation = new Conversation(methods, threads)) {
      Lines lines = new Lines(in, LONGEST_MESSAGE);
      boolean gathers = false;
      while (true) {
        // What answers several requests that came together goes out together.
        if (lines.hasNext()) {
          gathers = gathers || outlet.gather();
        } else if (gathers) {
          outlet.release();
          gathers = false;
        }
        switch (lines.next()) {
          case Lines.Next.Line(var bytes) -> {
            Incoming incoming = Wire.read(bytes);
            if (incoming instanceof Incoming.Batch && !methods.takesBatches()) {
              outlet.send(failure(RpcError.INVALID_REQUEST, "batches are not taken"));
            } else {
              take(incoming, conversation, outlet);
            }
          }
          case Lines.Next.TooLong _ ->
              outlet.send(
                  failure(
                      RpcError.INVALID_REQUEST,
                      "a message has at most " + LONGEST_MESSAGE + " bytes"));
          case Lines.Next.End _ -> {
            settle(conversation, threads);
            return;
          }
        }
      }
    }
  }

  /** A script may say all it has to say and close its stream before it has its answers. */
  private static void settle(Conversation conversation, ExecutorService threads) {
    conversation.hearNothingMore();
    threads.shutdown();
    try {
      threads.awaitTermination(GRACE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException now) {
      Thread.currentThread().interrupt();
    }
  }

  private static void take(Incoming incoming, Conversation conversation, Outlet outlet)
      throws IOException {
    switch (incoming) {
      case Incoming.One(var message) -> conversation.receive(message, outlet);
      case Incoming.Batch batch -> conversation.receiveBatch(batch, outlet);
      case Incoming.Broken(var failure) -> outlet.send(failure);
    }
  }

  private static Message failure(int code, String why) {
    return new Message.Failure(null, new RpcError(code, why));
  }
}
