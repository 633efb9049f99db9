package dev.tercet.client;

import dev.tercet.protocol.ArtifactMethods;
import dev.tercet.protocol.ChangeMethods;
import dev.tercet.protocol.DecisionMethods;
import dev.tercet.protocol.FindingMethods;
import dev.tercet.protocol.InboxMethods;
import dev.tercet.protocol.JournalMethods;
import dev.tercet.protocol.MergeMethods;
import dev.tercet.protocol.PresetMethods;
import dev.tercet.protocol.RepositoryMethods;
import dev.tercet.protocol.RunMethods;
import dev.tercet.protocol.ServerMethods;
import dev.tercet.protocol.TaskMethods;
import dev.tercet.protocol.TercetClient;
import dev.tercet.protocol.TercetServer;
import dev.tercet.protocol.WorkflowMethods;
import dev.tercet.protocol.connect.Hello.Greeting;
import dev.tercet.protocol.connect.Hello.Speech;
import dev.tercet.protocol.connect.TercetHome;
import dev.tercet.protocol.connect.TercetVersion;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A daemon, connected: every namespace of the task protocol. Thread-safe; notifications come on the
 * connection's own thread, which must not be held.
 */
public final class Tercet implements TercetServer, AutoCloseable {

  private final DaemonConnection connection;

  private Tercet(DaemonConnection connection) {
    this.connection = connection;
  }

  /**
   * Connects to the daemon that runs; empty when none does.
   *
   * @param cwd of the caller, absolute
   * @param listener gets what was subscribed to
   * @throws DaemonUnreachable one runs and would not talk
   */
  public static Optional<Tercet> connect(TercetHome home, Path cwd, TercetClient listener) {
    return DaemonLink.connect(home, greeting(cwd)).map(link -> on(link, listener));
  }

  /**
   * Connects to the daemon, and starts it first when none answers.
   *
   * @param environment of the caller; it decides which program is started and where it lives
   * @throws DaemonUnreachable it did not start, or would not talk
   */
  public static Tercet connectOrStart(
      Map<String, String> environment, Path cwd, TercetClient listener) {
    return on(DaemonLink.connectOrStart(environment, greeting(cwd)), listener);
  }

  private static Tercet on(DaemonLink link, TercetClient listener) {
    return new Tercet(DaemonConnection.on(link, listener));
  }

  private static Greeting greeting(Path cwd) {
    return new Greeting(Speech.TASK, TercetVersion.CURRENT, cwd.toString(), null, "tercet");
  }

  /** The daemon's version, which may be another than this client's. */
  public String daemonVersion() {
    return connection.peer().version();
  }

  /**
   * Waits for an answer.
   *
   * @throws org.eclipse.lsp4j.jsonrpc.ResponseErrorException the daemon refused
   * @throws DaemonUnreachable the connection ended before it answered
   */
  public <T> T await(CompletableFuture<T> answer) {
    while (true) {
      Optional<T> done = await(answer, Duration.ofDays(1));
      if (done.isPresent()) {
        return done.get();
      }
    }
  }

  /** As {@link #await(CompletableFuture)}, but empty when there is no answer after a while. */
  public <T> Optional<T> await(CompletableFuture<T> answer, Duration patience) {
    CompletableFuture<Object> first = CompletableFuture.anyOf(answer, connection.closed());
    try {
      first.get(patience.toMillis(), TimeUnit.MILLISECONDS);
      if (answer.isDone()) {
        return Optional.of(answer.join());
      }
    } catch (TimeoutException e) {
      return Optional.empty();
    } catch (CompletionException | ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause && answer.isDone()) {
        throw cause;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DaemonUnreachable("interrupted while waiting for the daemon", "try again", e);
    }
    throw new DaemonUnreachable(
        "the daemon went away before it answered",
        "tasks go on when it is back; any command starts it again",
        null);
  }

  /** Completes when the connection has ended, whoever ended it. */
  public CompletableFuture<Void> closed() {
    return connection.closed();
  }

  @Override
  public void close() {
    connection.close();
  }

  @Override
  public ServerMethods server() {
    return connection.remote().server();
  }

  @Override
  public TaskMethods task() {
    return connection.remote().task();
  }

  @Override
  public DecisionMethods decision() {
    return connection.remote().decision();
  }

  @Override
  public ArtifactMethods artifact() {
    return connection.remote().artifact();
  }

  @Override
  public FindingMethods finding() {
    return connection.remote().finding();
  }

  @Override
  public RunMethods run() {
    return connection.remote().run();
  }

  @Override
  public ChangeMethods change() {
    return connection.remote().change();
  }

  @Override
  public MergeMethods merge() {
    return connection.remote().merge();
  }

  @Override
  public WorkflowMethods workflow() {
    return connection.remote().workflow();
  }

  @Override
  public PresetMethods preset() {
    return connection.remote().preset();
  }

  @Override
  public RepositoryMethods repository() {
    return connection.remote().repository();
  }

  @Override
  public JournalMethods journal() {
    return connection.remote().journal();
  }

  @Override
  public InboxMethods inbox() {
    return connection.remote().inbox();
  }
}
