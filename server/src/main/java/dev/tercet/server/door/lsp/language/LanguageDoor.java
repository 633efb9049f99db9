package dev.tercet.server.door.lsp.language;

import com.google.gson.JsonObject;
import dev.tercet.protocol.TercetClient;
import dev.tercet.protocol.TercetServer;
import dev.tercet.protocol.connect.TercetVersion;
import dev.tercet.server.app.Editing;
import dev.tercet.server.door.lsp.link.Calls;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Stream;
import org.eclipse.lsp4j.InitializeParams;
import org.eclipse.lsp4j.InitializeResult;
import org.eclipse.lsp4j.InitializedParams;
import org.eclipse.lsp4j.ServerInfo;
import org.eclipse.lsp4j.SetTraceParams;
import org.eclipse.lsp4j.WorkDoneProgressCancelParams;
import org.eclipse.lsp4j.WorkspaceFolder;
import org.eclipse.lsp4j.jsonrpc.ResponseErrorException;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseError;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * The language server on one connection, from {@code initialize} to {@code exit} (LSP 3.17,
 * Lifecycle). Before and after, requests are refused with the code that says so and notifications
 * are dropped; the task protocol beside it does not mind.
 */
public final class LanguageDoor implements LanguageMethods, AutoCloseable {

  private final Calls calls;
  private final Editing editing;
  private final Function<TercetClient, TercetServer> protocol;
  private final Path folder;
  private final Runnable end;
  private final EditorClient client;
  private final TextDoor text = new TextDoor(this);
  private final WorkspaceDoor workspace = new WorkspaceDoor(this);
  private volatile @Nullable Live live;
  private volatile boolean shut;

  /** What there is once the editor has introduced itself. */
  record Live(Session session, Commands commands, News news) {}

  /**
   * @param protocol the task protocol for commands, which tells this listener how far it is
   * @param folder where the client was started
   * @param end closes the connection
   */
  public LanguageDoor(
      Calls calls,
      Editing editing,
      Function<TercetClient, TercetServer> protocol,
      EditorClient client,
      Path folder,
      Runnable end) {
    this.calls = calls;
    this.editing = editing;
    this.protocol = protocol;
    this.client = client;
    this.folder = folder;
    this.end = end;
  }

  @Override
  public CompletableFuture<InitializeResult> initialize(InitializeParams params) {
    if (live != null) {
      return refused(ResponseErrorCode.InvalidRequest, "initialize may be sent only once");
    }
    Abilities abilities = Abilities.of(params.getCapabilities());
    Progress progress = new Progress(client, abilities);
    TercetServer server = protocol.apply(new CommandNews(progress));
    Session session = Session.open(client, abilities, editing, server, folders(params, folder));
    live = new Live(session, new Commands(session, progress), new News(session, calls, progress));
    ServerInfo info = new ServerInfo("Tercet", TercetVersion.CURRENT);
    return CompletableFuture.completedFuture(
        new InitializeResult(Offers.to(abilities, Commands.names()), info));
  }

  private static List<Path> folders(InitializeParams params, Path folder) {
    Stream<@Nullable String> uris =
        params.getWorkspaceFolders() == null
            ? Stream.of(params.getRootUri())
            : params.getWorkspaceFolders().stream().map(WorkspaceFolder::getUri);
    List<Path> folders = uris.map(Uris::path).filter(Objects::nonNull).distinct().toList();
    return folders.isEmpty() ? List.of(folder) : folders;
  }

  @Override
  public void initialized(InitializedParams params) {
    Live now = live;
    if (now != null) {
      now.news.start();
    }
  }

  @Override
  public CompletableFuture<@Nullable Object> shutdown() {
    return ask(
        _ -> {
          shut = true;
          return CompletableFuture.completedFuture(null);
        });
  }

  /** Ends the connection, asked politely or not. */
  @Override
  public void exit() {
    end.run();
  }

  @Override
  public void setTrace(SetTraceParams params) {}

  @Override
  public void cancelProgress(WorkDoneProgressCancelParams params) {
    tell(now -> now.commands.cancel(params.getToken()));
  }

  @Override
  public TextMethods text() {
    return text;
  }

  @Override
  public WorkspaceMethods workspace() {
    return workspace;
  }

  Calls calls() {
    return calls;
  }

  /** Answers a request if this is the time for it. */
  <T extends @Nullable Object> CompletableFuture<T> ask(
      Function<Live, CompletableFuture<T>> answer) {
    Live now = live;
    if (now == null) {
      return refused(ResponseErrorCode.ServerNotInitialized, "initialize comes first");
    }
    if (shut) {
      return refused(ResponseErrorCode.InvalidRequest, "the server is shut down; exit comes next");
    }
    return answer.apply(now);
  }

  /** Takes a notification if this is the time for it. */
  void tell(java.util.function.Consumer<Live> take) {
    Live now = live;
    if (now != null && !shut) {
      take.accept(now);
    }
  }

  private static <T extends @Nullable Object> CompletableFuture<T> refused(
      ResponseErrorCode code, String text) {
    return CompletableFuture.failedFuture(
        new ResponseErrorException(new ResponseError(code, text, null)));
  }

  @Override
  public void close() {
    Live now = live;
    if (now != null) {
      now.news.close();
    }
    editing.close();
  }

  /** What the server says about itself beyond LSP. */
  static JsonObject experimental() {
    JsonObject tercet = new JsonObject();
    tercet.addProperty("protocol", 1);
    JsonObject experimental = new JsonObject();
    experimental.add("tercet", tercet);
    return experimental;
  }
}
