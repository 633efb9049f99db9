package dev.tercet.server.e2e;

import dev.tercet.client.DaemonUnreachable;
import dev.tercet.client.Tercet;
import dev.tercet.protocol.Approve;
import dev.tercet.protocol.Asked;
import dev.tercet.protocol.CreateTask;
import dev.tercet.protocol.DecisionView;
import dev.tercet.protocol.Delivery;
import dev.tercet.protocol.Inbox;
import dev.tercet.protocol.Judge;
import dev.tercet.protocol.Judgement;
import dev.tercet.protocol.Merge;
import dev.tercet.protocol.ProtocolError;
import dev.tercet.protocol.Resolve;
import dev.tercet.protocol.RunOutput;
import dev.tercet.protocol.Subscribe;
import dev.tercet.protocol.TaskChanged;
import dev.tercet.protocol.TaskCommand;
import dev.tercet.protocol.TaskParams;
import dev.tercet.protocol.TaskState;
import dev.tercet.protocol.TaskView;
import dev.tercet.protocol.TercetClient;
import dev.tercet.protocol.connect.Hello;
import dev.tercet.protocol.connect.SocketPath;
import dev.tercet.protocol.connect.TercetHome;
import dev.tercet.server.InProcessDaemon;
import dev.tercet.server.perform.Performer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.eclipse.lsp4j.jsonrpc.JsonRpcException;
import org.eclipse.lsp4j.jsonrpc.ResponseErrorException;

/**
 * A repository, a home, a daemon on them and a client that is connected to it: everything real but
 * the agents, who play scripts.
 */
public final class Playground implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(25);

  private final Path root;
  private final Map<String, String> environment;
  private final Semaphore news = new Semaphore(0);
  private InProcessDaemon daemon;
  private Tercet client;
  private int scripts;

  private Playground(Path root) {
    this.root = root;
    this.environment = environment(root);
  }

  /** A repository with one commit on {@code main}, and a daemon at work. */
  static Playground open(Path root) {
    Playground playground = prepare(root);
    playground.startDaemon();
    return playground;
  }

  /** As {@link #open}, but the daemon is still to be started, by whom the test wants. */
  static Playground prepare(Path root) {
    try {
      Playground playground = new Playground(root.toRealPath());
      Files.createDirectories(playground.repository());
      playground.git("init", "-q", "-b", "main");
      playground.write("README.md", "A sample\n");
      playground.write("src/app.txt", "one\ntwo\nthree\nfour\nfive\n");
      playground.commit("Start");
      return playground;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Lets agents see what lies outside of their worktree: for scripts that wait for a file there.
   */
  Playground uncaged() {
    put(home().resolve("settings.json"), "{\"cage\": {\"use\": \"off\"}}");
    return this;
  }

  private static Map<String, String> environment(Path root) {
    Map<String, String> environment = new HashMap<>();
    environment.put("PATH", System.getenv("PATH"));
    environment.put("HOME", root.resolve("user").toString());
    environment.put("SHELL", "/bin/sh");
    environment.put("GIT_CONFIG_GLOBAL", root.resolve("gitconfig").toString());
    environment.put("GIT_CONFIG_NOSYSTEM", "1");
    environment.put("TERCET_HOME", root.resolve("home").toString());
    try {
      Files.createDirectories(root.resolve("user"));
      Files.writeString(
          root.resolve("gitconfig"), "[user]\n  name = Ann Example\n  email = ann@example.com\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return environment;
  }

  Path root() {
    return root;
  }

  Path repository() {
    return root.resolve("repo");
  }

  Path home() {
    return root.resolve("home");
  }

  Map<String, String> environment() {
    return environment;
  }

  /** The client; only while a daemon runs. */
  Tercet client() {
    return client;
  }

  void startDaemon() {
    daemon = InProcessDaemon.start(home(), environment);
    connect();
  }

  /** The same with something between the tasks and the world. */
  void startDaemon(UnaryOperator<Performer> around) {
    daemon = InProcessDaemon.start(home(), environment, around);
    connect();
  }

  /** Connects to whoever serves the home. */
  void connect() {
    client = newClient();
    ask(client.inbox().subscribe(new Subscribe(null)));
  }

  /** As {@link #connect}, but once only: false when nobody answers, now or any more. */
  boolean tryConnect() {
    try {
      Optional<Tercet> connected = knock();
      connected.ifPresent(
          found -> {
            client = found;
            ask(found.inbox().subscribe(new Subscribe(null)));
          });
      return connected.isPresent();
    } catch (DaemonUnreachable | JsonRpcException gone) {
      return false;
    }
  }

  /** An editor that talks to the daemon through its socket. */
  Editor newEditor() {
    return newEditor(Hello.Speech.LSP);
  }

  /** The same for another kind of speech. */
  Editor newEditor(Hello.Speech speech) {
    return newEditor(speech, home(), repository());
  }

  static Editor newEditor(Hello.Speech speech, Path home, Path folder) {
    try {
      SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
      channel.connect(UnixDomainSocketAddress.of(SocketPath.find(new TercetHome(home))));
      OutputStream out = Channels.newOutputStream(channel);
      InputStream in = Channels.newInputStream(channel);
      Hello hello = new Hello.Greeting(speech, "test", folder.toString(), null);
      out.write(hello.line().getBytes(StandardCharsets.UTF_8));
      out.flush();
      if (!(Hello.read(in) instanceof Hello.Greeting)) {
        throw new AssertionError("the daemon does not talk to editors");
      }
      return new Editor(in, out, channel);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Another client of the same daemon. */
  Tercet newClient() {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      Optional<Tercet> connected = knock();
      if (connected.isPresent()) {
        return connected.get();
      }
      if (daemon != null && daemon.failure() != null) {
        throw new AssertionError("the daemon does not run", daemon.failure());
      }
      if (System.nanoTime() > end) {
        throw new AssertionError("nobody answers on the socket of " + home());
      }
      pause();
    }
  }

  private Optional<Tercet> knock() {
    return Tercet.connect(new TercetHome(home()), repository(), new Listener());
  }

  /** Ends the daemon in good order. */
  void stopDaemon() {
    client.close();
    if (daemon != null) {
      daemon.close();
      daemon = null;
    }
  }

  @Override
  public void close() {
    if (client != null) {
      stopDaemon();
    }
  }

  private final class Listener implements TercetClient {
    @Override
    public void taskChanged(TaskChanged change) {
      news.release();
    }

    @Override
    public void inboxChanged(Inbox inbox) {
      news.release();
    }

    @Override
    public void runOutput(RunOutput output) {
      news.release();
    }
  }

  /** Waits for an answer; what the daemon refuses is thrown. */
  <T> T ask(CompletableFuture<T> answer) {
    return client
        .await(answer, PATIENCE)
        .orElseThrow(() -> new AssertionError("no answer within " + PATIENCE));
  }

  /** The error that a request is refused with. */
  static ProtocolError errorOf(ResponseErrorException refused) {
    return ProtocolError.of(refused.getResponseError().getCode()).orElseThrow();
  }

  /** What two requests that were sent at once came to: an answer, or the error. */
  static <T> Object outcome(CompletableFuture<T> answer) {
    try {
      return answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException refused) {
      return errorOf((ResponseErrorException) refused.getCause());
    } catch (TimeoutException | InterruptedException e) {
      throw new AssertionError("no answer", e);
    }
  }

  // Tasks.

  /** A ticket for the default workflow, its agents playing the script. */
  CreateTask ticket(String title, String script) {
    return new CreateTask(
        title,
        repository().toString(),
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        script(script).toString(),
        "test -f README.md",
        null);
  }

  /** With everything trusted that the repository makes run. */
  static CreateTask trusted(CreateTask ticket) {
    return TicketDraft.of(ticket, draft -> draft.trust = true);
  }

  static CreateTask with(CreateTask ticket, Delivery delivery) {
    return TicketDraft.of(ticket, draft -> draft.delivery = delivery);
  }

  static CreateTask withWorkflow(CreateTask ticket, String workflow) {
    return TicketDraft.of(ticket, draft -> draft.workflow = workflow);
  }

  static CreateTask verifiedBy(CreateTask ticket, String command) {
    return TicketDraft.of(ticket, draft -> draft.verify = command);
  }

  static CreateTask keyed(CreateTask ticket, String key) {
    return TicketDraft.of(ticket, draft -> draft.key = key);
  }

  static CreateTask onto(CreateTask ticket, String target) {
    return TicketDraft.of(ticket, draft -> draft.target = target);
  }

  /** Creates it and says its id. */
  String create(CreateTask ticket) {
    return ask(client.task().create(ticket)).summary().id();
  }

  TaskView show(String task) {
    return ask(client.task().show(new TaskParams(task)));
  }

  /** Waits until the task is so. */
  TaskView until(String task, Predicate<TaskView> state) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      news.drainPermits();
      TaskView view = show(task);
      if (state.test(view)) {
        return view;
      }
      if (System.nanoTime() > end) {
        throw new AssertionError("it does not come to that: " + describe(view));
      }
      pause();
    }
  }

  private static String describe(TaskView view) {
    return "%s, steps %s, decisions %s, warnings %s, runs %s"
        .formatted(
            view.summary().state(), view.steps(), view.decisions(), view.warnings(), view.runs());
  }

  /** Until there is news, or a moment has passed. */
  private void pause() {
    try {
      news.tryAcquire(50, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      throw new AssertionError("interrupted", e);
    }
  }

  TaskView until(String task, TaskState.Kind kind) {
    return until(task, view -> view.summary().state().kind() == kind);
  }

  /** Waits until the task asks something of this kind, and says what. */
  <A extends Asked> Open<A> asked(String task, Class<A> kind) {
    TaskView view = until(task, now -> open(now, kind).isPresent());
    return open(view, kind).orElseThrow();
  }

  /** As above, for one that has what is wanted besides. */
  <A extends Asked> Open<A> asked(String task, Class<A> kind, Predicate<Open<A>> wanted) {
    TaskView view = until(task, now -> open(now, kind).filter(wanted).isPresent());
    return open(view, kind).orElseThrow();
  }

  /** A decision that is open, as its task had it. */
  record Open<A extends Asked>(TaskView task, DecisionView decision, A asked) {
    String id() {
      return decision.id();
    }
  }

  static <A extends Asked> Optional<Open<A>> open(TaskView view, Class<A> kind) {
    return view.decisions().stream()
        .filter(decision -> kind.isInstance(decision.asked()))
        .map(decision -> new Open<>(view, decision, kind.cast(decision.asked())))
        .findFirst();
  }

  /** Approves what is asked for, once it is. */
  TaskView approve(String task) {
    Open<Asked.Approval> open = asked(task, Asked.Approval.class);
    return ask(client.decision().approve(approval(open)));
  }

  static Approve approval(Open<Asked.Approval> open) {
    return new Approve(
        open.decision().task(),
        open.id(),
        open.asked().revision(),
        open.asked().blob(),
        null,
        "approve-" + open.id());
  }

  /** Says that it may be merged, once that is asked. */
  TaskView merge(String task) {
    return merge(asked(task, Asked.Merge.class));
  }

  /** Says that it may be merged; said again, it is the same word. */
  TaskView merge(Open<Asked.Merge> open) {
    return ask(
        client
            .decision()
            .merge(
                new Merge(
                    open.decision().task(),
                    open.id(),
                    open.asked().head(),
                    null,
                    "merge-" + open.id())));
  }

  TaskView resolve(Open<?> open, String option) {
    return resolve(open, option, null);
  }

  TaskView resolve(Open<?> open, String option, String line) {
    return ask(
        client
            .decision()
            .resolve(
                new Resolve(
                    open.decision().task(),
                    open.id(),
                    option,
                    line,
                    null,
                    "resolve-" + open.id())));
  }

  TaskView judge(Open<Asked.Findings> open, List<Judgement> judgements) {
    return ask(
        client
            .decision()
            .judge(
                new Judge(
                    open.decision().task(),
                    open.asked().clusterRevision(),
                    judgements,
                    open.id(),
                    null,
                    "judge-" + open.id())));
  }

  /** Accepts everything that was found. */
  TaskView acceptAll(Open<Asked.Findings> open) {
    return judge(
        open,
        open.asked().clusters().stream()
            .map(one -> new Judgement(one.findings(), Judgement.Verdict.ACCEPT, null))
            .toList());
  }

  static TaskCommand command(String task) {
    return new TaskCommand(task, null, null);
  }

  // Files and git.

  Path script(String text) {
    Path file = root.resolve("agents-" + ++scripts + ".script");
    put(file, text);
    return file;
  }

  void write(String path, String text) {
    put(repository().resolve(path), text);
  }

  static void put(Path file, String text) {
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Every file below a folder, relative to it, in order. */
  static List<String> files(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString())
          .sorted(Comparator.naturalOrder())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void commit(String message) {
    git("add", "-A");
    git("commit", "-q", "-m", message);
  }

  String git(String... arguments) {
    return gitIn(repository(), arguments);
  }

  /** What git says, without the newline at its end. */
  String gitIn(Path directory, String... arguments) {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().putAll(environment);
    try {
      Process process = builder.start();
      String out = new String(process.getInputStream().readAllBytes()).stripTrailing();
      int exit = process.waitFor();
      if (exit != 0) {
        throw new AssertionError("%s in %s: exit %d: %s".formatted(command, directory, exit, out));
      }
      return out;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError("interrupted", e);
    }
  }

  /** A bare repository beside, which is the repository's remote from now on. */
  Path bareRemote() {
    Path remote = root.resolve("remote.git");
    gitIn(root, "init", "-q", "--bare", "-b", "main", remote.toString());
    git("remote", "add", "origin", remote.toString());
    git("push", "-q", "-u", "origin", "main");
    git("fetch", "-q", "origin");
    return remote;
  }

  /** The values of a trailer in all commits that a revision reaches, newest first. */
  List<String> trailers(String revision, String name) {
    return git("log", "--format=%(trailers:key=" + name + ",valueonly)", revision)
        .lines()
        .filter(line -> !line.isBlank())
        .toList();
  }

  /** The paths in a commit. */
  List<String> tree(String revision) {
    return git("ls-tree", "-r", "--name-only", revision).lines().toList();
  }
}
