package dev.tercet.server.door.lsp;

import dev.tercet.server.door.lsp.link.Later;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import org.eclipse.lsp4j.jsonrpc.Launcher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads a connection's messages from the first to the last. */
final class Listening {

  private static final Logger LOG = LoggerFactory.getLogger(Listening.class);

  private Listening() {}

  /** Starts one end of a connection and blocks until the other end is gone. */
  static <T> void until(Launcher.Builder<T> builder, Later<T> client) throws InterruptedException {
    Launcher<T> launcher = builder.create();
    client.is(launcher.getRemoteProxy());
    try {
      launcher.startListening().get();
    } catch (ExecutionException | CancellationException ended) {
      LOG.debug("a connection ended: {}", ended.toString());
    }
  }
}
