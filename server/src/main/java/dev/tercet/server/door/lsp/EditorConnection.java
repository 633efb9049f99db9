package dev.tercet.server.door.lsp;

import dev.tercet.protocol.TercetClient;
import dev.tercet.protocol.TercetServer;
import dev.tercet.protocol.WireLauncher;
import dev.tercet.server.app.App;
import dev.tercet.server.app.Watching;
import dev.tercet.server.door.Caller;
import dev.tercet.server.door.Door;
import dev.tercet.server.door.lsp.language.EditorClient;
import dev.tercet.server.door.lsp.language.LanguageDoor;
import dev.tercet.server.door.lsp.link.Calls;
import dev.tercet.server.door.lsp.link.Later;
import dev.tercet.server.door.lsp.link.Outbound;
import dev.tercet.server.door.lsp.task.TaskDoor;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.eclipse.lsp4j.jsonrpc.services.ServiceEndpoints;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The door for editors: the language server and the task protocol on one stream, until the client
 * says {@code exit} or closes it.
 */
public record EditorConnection(App app) implements Door {

  private static final Logger LOG = LoggerFactory.getLogger(EditorConnection.class);

  @Override
  public void serve(Caller caller) {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        Outbound outbound = new Outbound(caller.out(), Outbound.Bounds.DEFAULT)) {
      Later<EditorClient> client = new Later<>(EditorClient.class);
      try (Calls calls = new Calls(threads);
          Watching watching = app.watching(client.proxy(), outbound)) {
        TaskDoor tasks = new TaskDoor(app, calls, caller.who(), watching);
        Path folder = path(caller.hello().cwd(), app.home());
        Runnable end = () -> close(caller.end());
        Function<TercetClient, TercetServer> commands =
            listener -> new TaskDoor(app, calls, caller.who(), app.watching(listener, outbound));
        try (LanguageDoor language =
            new LanguageDoor(calls, app.editing(), commands, client.proxy(), folder, end)) {
          WireLauncher<EditorClient> launcher = new WireLauncher<>();
          var _ =
              launcher
                  .remoteAs(remote -> ServiceEndpoints.toServiceObject(remote, EditorClient.class))
                  .setLocalServices(List.of(language, tasks, new NoOtherMethods()))
                  .setRemoteInterface(EditorClient.class)
                  .setInput(caller.in())
                  .setOutput(outbound)
                  .setExecutorService(threads)
                  .wrapMessages(RequiredMembers::checked);
          launcher.serve(client::is);
        }
      } finally {
        threads.shutdownNow();
      }
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

  private static void close(Closeable connection) {
    try {
      connection.close();
    } catch (IOException gone) {
      LOG.debug("a connection was closed already: {}", gone.toString());
    }
  }
}
