package dev.tercet.client;

import com.google.gson.JsonElement;
import dev.tercet.protocol.Inbox;
import dev.tercet.protocol.RunOutput;
import dev.tercet.protocol.TaskChanged;
import dev.tercet.protocol.TercetClient;
import dev.tercet.protocol.TercetServer;
import dev.tercet.protocol.WireGson;
import dev.tercet.protocol.WireLauncher;
import dev.tercet.protocol.connect.Hello;
import dev.tercet.protocol.connect.Hello.Greeting;
import dev.tercet.protocol.connect.Hello.Speech;
import dev.tercet.protocol.connect.SocketPath;
import dev.tercet.protocol.connect.TercetHome;
import dev.tercet.protocol.connect.TercetVersion;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Proxy;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.eclipse.lsp4j.jsonrpc.Launcher;
import org.eclipse.lsp4j.jsonrpc.MessageConsumer;
import org.eclipse.lsp4j.jsonrpc.ResponseErrorException;
import org.eclipse.lsp4j.jsonrpc.messages.RequestMessage;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseError;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseMessage;
import org.eclipse.lsp4j.jsonrpc.services.JsonSegment;

/**
 * A daemon that gives prepared answers over a real socket, in the real protocol, and remembers what
 * it was asked.
 */
public final class FakeDaemon implements AutoCloseable {

  /** What happens right after a method was answered. */
  public sealed interface Then {
    record TellTask(TaskChanged change) implements Then {}

    record TellInbox(Inbox inbox) implements Then {}

    record TellOutput(RunOutput output) implements Then {}

    record HangUp() implements Then {}

    record Run(Runnable action) implements Then {}
  }

  private final ServerSocketChannel socket;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<String, Object> answers = new ConcurrentHashMap<>();
  private final Map<String, List<Then>> afterwards = new ConcurrentHashMap<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final List<SocketChannel> connections = new CopyOnWriteArrayList<>();
  private final Hello greeting;
  private final Path path;
  private final Thread accepting;

  public FakeDaemon(TercetHome home) throws IOException {
    this(home, new Greeting(Speech.TASK, TercetVersion.CURRENT, "", null));
  }

  public FakeDaemon(TercetHome home, Hello greeting) throws IOException {
    this.greeting = greeting;
    path = SocketPath.prepare(home.prepare(), Map.of());
    Files.deleteIfExists(path);
    socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    socket.bind(UnixDomainSocketAddress.of(path));
    accepting = Thread.ofPlatform().daemon().start(this::accept);
  }

  /** What a method is answered from now on, as JSON of its result. */
  public void answer(String method, JsonElement result) {
    answers.put(method, result);
  }

  public void refuse(String method, ResponseError error) {
    answers.put(method, error);
  }

  /** Closes every connection instead of answering. */
  public void hangUpAt(String method) {
    answers.put(method, new Then.HangUp());
  }

  public void after(String method, Then then) {
    afterwards.computeIfAbsent(method, _ -> new CopyOnWriteArrayList<>()).add(then);
  }

  /** Each request as {@code method params}, in order. */
  public List<String> asked() {
    return List.copyOf(asked);
  }

  private void accept() {
    try {
      while (true) {
        SocketChannel connection = socket.accept();
        connections.add(connection);
        threads.execute(() -> serve(connection));
      }
    } catch (IOException e) {
      // Closed.
    }
  }

  private void serve(SocketChannel connection) {
    try {
      InputStream in = Channels.newInputStream(connection);
      Hello.read(in);
      Channels.newOutputStream(connection).write(greeting.line().getBytes(StandardCharsets.UTF_8));
      if (!(greeting instanceof Greeting)) {
        connection.close();
        return;
      }
      Map<String, String> methods = new ConcurrentHashMap<>();
      TercetClient[] client = new TercetClient[1];
      Launcher<TercetClient> launcher =
          new WireLauncher<TercetClient>()
              .setLocalService(service(TercetServer.class))
              .setRemoteInterface(TercetClient.class)
              .setInput(in)
              .setOutput(Channels.newOutputStream(connection))
              .setExecutorService(threads)
              .wrapMessages(next -> watching(next, methods, client, connection))
              .create();
      client[0] = launcher.getRemoteProxy();
      launcher.startListening();
    } catch (IOException e) {
      // A client that only looked whether someone is there.
    }
  }

  private MessageConsumer watching(
      MessageConsumer next,
      Map<String, String> methods,
      TercetClient[] client,
      SocketChannel connection) {
    return message -> {
      if (message instanceof RequestMessage request) {
        methods.put(request.getId(), request.getMethod());
      }
      next.consume(message);
      if (message instanceof ResponseMessage response) {
        for (Then then : afterwards.getOrDefault(methods.get(response.getId()), List.of())) {
          perform(then, client[0], connection);
        }
      }
    };
  }

  private static void perform(Then then, TercetClient client, SocketChannel connection) {
    try {
      switch (then) {
        case Then.TellTask(var change) -> client.taskChanged(change);
        case Then.TellInbox(var inbox) -> client.inboxChanged(inbox);
        case Then.TellOutput(var output) -> client.runOutput(output);
        case Then.HangUp() -> connection.close();
        case Then.Run(var action) -> action.run();
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private <T> T service(Class<T> type) {
    InvocationHandler handler =
        (_, method, arguments) -> {
          if (method.getDeclaringClass() == Object.class) {
            return method.invoke(this, arguments);
          }
          return arguments == null ? service(method.getReturnType()) : ask(method, arguments[0]);
        };
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }

  private CompletableFuture<Object> ask(Method method, Object params) {
    String name =
        method.getDeclaringClass().getAnnotation(JsonSegment.class).value()
            + "/"
            + method.getName();
    asked.add(name + " " + WireGson.gson().toJson(params));
    Object answer = answers.get(name);
    if (answer instanceof JsonElement json) {
      ParameterizedType future = (ParameterizedType) method.getGenericReturnType();
      return CompletableFuture.completedFuture(
          WireGson.gson().fromJson(json, future.getActualTypeArguments()[0]));
    }
    if (answer instanceof Then.HangUp) {
      connections.forEach(each -> perform(new Then.HangUp(), null, each));
      return new CompletableFuture<>();
    }
    ResponseError error =
        answer instanceof ResponseError refused
            ? refused
            : new ResponseError(-32603, "the fake has no answer to " + name, null);
    return CompletableFuture.failedFuture(new ResponseErrorException(error));
  }

  @Override
  public void close() throws IOException {
    socket.close();
    try {
      accepting.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Files.deleteIfExists(path);
    for (SocketChannel connection : connections) {
      connection.close();
    }
    threads.shutdown();
  }
}
