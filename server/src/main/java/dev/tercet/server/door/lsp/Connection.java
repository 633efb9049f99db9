package dev.tercet.server.door.lsp;

import dev.tercet.protocol.TercetClient;
import dev.tercet.protocol.WireLauncher;
import dev.tercet.server.app.App;
import dev.tercet.server.app.Identity;
import dev.tercet.server.app.Watching;
import dev.tercet.server.door.lsp.language.EditorClient;
import dev.tercet.server.door.lsp.language.LanguageDoor;
import dev.tercet.server.door.lsp.link.Calls;
import dev.tercet.server.door.lsp.link.Later;
import dev.tercet.server.door.lsp.link.Outbound;
import dev.tercet.server.door.lsp.task.TaskDoor;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.eclipse.lsp4j.jsonrpc.Launcher;
import org.eclipse.lsp4j.jsonrpc.services.ServiceEndpoints;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client, from its first message to its last: of the task protocol alone, or of the language
 * server and the task protocol on one stream.
 */
public final class Connection {

  private static final Logger LOG = LoggerFactory.getLogger(Connection.class);

  private Connection() {}

  /** Serves the task protocol until the client closes the stream. Blocks. */
  public static void serve(App app, Identity who, InputStream in, OutputStream out)
      throws InterruptedException {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        Outbound outbound = new Outbound(out)) {
      Later<TercetClient> client = new Later<>(TercetClient.class);
      try (Watching watching = app.watching(client.proxy())) {
        TaskDoor door = new TaskDoor(app, new Calls(threads), who, watching);
        Launcher.Builder<TercetClient> launcher =
            new WireLauncher<TercetClient>()
                .remoteAs(remote -> ServiceEndpoints.toServiceObject(remote, TercetClient.class))
                .setLocalServices(List.of(door, new NoOtherMethods()))
                .setRemoteInterface(TercetClient.class);
        listen(launcher, client, in, outbound, threads);
      } finally {
        threads.shutdownNow();
      }
    }
  }

  /**
   * Serves the language server and the task protocol until the client says {@code exit} or closes
   * the stream. Blocks.
   *
   * @param folder where the client was started, as it says; empty where it does not
   */
  public static void serveEditor(
      App app, Identity who, String folder, InputStream in, OutputStream out)
      throws InterruptedException {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        Outbound outbound = new Outbound(out)) {
      Later<EditorClient> client = new Later<>(EditorClient.class);
      Calls calls = new Calls(threads);
      try (Watching watching = app.watching(client.proxy())) {
        TaskDoor tasks = new TaskDoor(app, calls, who, watching);
        try (LanguageDoor language =
            new LanguageDoor(
                calls,
                app.editing(),
                tasks,
                client.proxy(),
                path(folder, app.home()),
                () -> close(in))) {
          Launcher.Builder<EditorClient> launcher =
              new WireLauncher<EditorClient>()
                  .remoteAs(remote -> ServiceEndpoints.toServiceObject(remote, EditorClient.class))
                  .setLocalServices(List.of(language, tasks, new NoOtherMethods()))
                  .setRemoteInterface(EditorClient.class)
                  .wrapMessages(RequiredMembers::checked);
          listen(launcher, client, in, outbound, threads);
        }
      } finally {
        threads.shutdownNow();
      }
    }
  }

  private static <T> void listen(
      Launcher.Builder<T> builder,
      Later<T> client,
      InputStream in,
      Outbound out,
      ExecutorService threads)
      throws InterruptedException {
    Launcher<T> launcher =
        builder
            .setInput(new BufferedInputStream(in))
            .setOutput(out)
            .setExecutorService(threads)
            .create();
    client.is(launcher.getRemoteProxy());
    try {
      launcher.startListening().get();
    } catch (ExecutionException | CancellationException ended) {
      LOG.debug("a connection ended: {}", ended.toString());
    }
  }

  private static Path path(String folder, Path otherwise) {
    try {
      Path path = Path.of(folder);
      return path.isAbsolute() ? path : otherwise;
    } catch (InvalidPathException strange) {
      return otherwise;
    }
  }

  private static void close(InputStream in) {
    try {
      in.close();
    } catch (IOException gone) {
      LOG.debug("a connection was closed already: {}", gone.toString());
    }
  }
}
