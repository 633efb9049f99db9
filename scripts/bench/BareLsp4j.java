import com.google.gson.JsonObject;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.eclipse.lsp4j.jsonrpc.Launcher;
import org.eclipse.lsp4j.jsonrpc.services.JsonRequest;

/**
 * A server of one method on lsp4j as it comes, on a Unix socket: what ours is held against. It
 * answers at once, from the thread that reads, with as many bytes as ours does.
 */
public final class BareLsp4j {

  /** A client that is told nothing. */
  interface Client {}

  @JsonRequest("tercet/server/status")
  public CompletableFuture<JsonObject> status(JsonObject params) {
    JsonObject status = new JsonObject();
    status.addProperty("version", "0.1.0");
    status.addProperty("pid", ProcessHandle.current().pid());
    status.addProperty("home", "/home/ann/.local/state/tercet");
    status.addProperty("startedAt", "2026-11-28T12:00:00.000000Z");
    status.addProperty("tasks", 0);
    status.addProperty("running", 0);
    status.addProperty("git", "2.39.5");
    return CompletableFuture.completedFuture(status);
  }

  public static void main(String[] arguments)
      throws IOException, InterruptedException, ExecutionException {
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(Path.of(arguments[0])));
      SocketChannel client = server.accept();
      Launcher.createLauncher(
              new BareLsp4j(),
              Client.class,
              Channels.newInputStream(client),
              Channels.newOutputStream(client))
          .startListening()
          .get();
    }
  }
}
