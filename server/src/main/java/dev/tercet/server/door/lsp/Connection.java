package dev.tercet.server.door.lsp;

import dev.tercet.protocol.TercetClient;
import dev.tercet.protocol.WireLauncher;
import dev.tercet.server.app.App;
import dev.tercet.server.app.Watching;
import dev.tercet.server.door.Caller;
import dev.tercet.server.door.Door;
import dev.tercet.server.door.lsp.link.Calls;
import dev.tercet.server.door.lsp.link.Outbound;
import dev.tercet.server.door.lsp.task.TaskDoor;
import java.io.BufferedInputStream;
import java.lang.reflect.Proxy;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.lsp4j.jsonrpc.Launcher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The door for the task protocol: one client, from its first message to its last. */
public record Connection(App app) implements Door {

  private static final Logger LOG = LoggerFactory.getLogger(Connection.class);

  @Override
  public void serve(Caller caller) throws InterruptedException {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        Outbound outbound = new Outbound(caller.out())) {
      AtomicReference<TercetClient> client = new AtomicReference<>();
      try (Watching watching = app.watching(later(client))) {
        Launcher<TercetClient> launcher =
            new WireLauncher<TercetClient>()
                .setLocalService(new TaskDoor(app, new Calls(threads), caller.who(), watching))
                .setRemoteInterface(TercetClient.class)
                .setInput(new BufferedInputStream(caller.in()))
                .setOutput(outbound)
                .setExecutorService(threads)
                .create();
        client.set(launcher.getRemoteProxy());
        launcher.startListening().get();
      } catch (ExecutionException | CancellationException ended) {
        LOG.debug("a connection ended: {}", ended.toString());
      } finally {
        threads.shutdownNow();
      }
    }
  }

  /** The client's proxy is made from the server's side and the other way round: it comes later. */
  private static TercetClient later(AtomicReference<TercetClient> client) {
    return (TercetClient)
        Proxy.newProxyInstance(
            Connection.class.getClassLoader(),
            new Class<?>[] {TercetClient.class},
            (_, method, arguments) -> method.invoke(client.get(), arguments));
  }
}
