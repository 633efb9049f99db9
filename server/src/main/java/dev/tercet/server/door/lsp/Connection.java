package dev.tercet.server.door.lsp;

import dev.tercet.protocol.TercetClient;
import dev.tercet.protocol.WireLauncher;
import dev.tercet.server.app.App;
import dev.tercet.server.app.Watching;
import dev.tercet.server.door.Caller;
import dev.tercet.server.door.Door;
import dev.tercet.server.door.lsp.link.Calls;
import dev.tercet.server.door.lsp.link.Later;
import dev.tercet.server.door.lsp.link.Outbound;
import dev.tercet.server.door.lsp.task.TaskDoor;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.eclipse.lsp4j.jsonrpc.services.ServiceEndpoints;

/** The door for the task protocol: one client, from its first message to its last. */
public record Connection(App app) implements Door {

  @Override
  public void serve(Caller caller) {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        Outbound outbound = new Outbound(caller.out(), Outbound.Bounds.DEFAULT)) {
      Later<TercetClient> client = new Later<>(TercetClient.class);
      try (Calls calls = new Calls(threads);
          Watching watching = app.watching(client.proxy(), outbound)) {
        TaskDoor door = new TaskDoor(app, calls, caller.who(), watching);
        WireLauncher<TercetClient> end = new WireLauncher<>();
        var _ =
            end.remoteAs(remote -> ServiceEndpoints.toServiceObject(remote, TercetClient.class))
                .setLocalServices(List.of(door, new NoOtherMethods()))
                .setRemoteInterface(TercetClient.class)
                .setInput(caller.in())
                .setOutput(outbound)
                .setExecutorService(threads);
        end.serve(client::is);
      } finally {
        threads.shutdownNow();
      }
    }
  }
}
