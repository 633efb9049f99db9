package dev.tercet.cli;

import com.google.gson.Gson;
import dev.tercet.client.Tercet;
import dev.tercet.protocol.TercetClient;
import dev.tercet.protocol.TercetServer;
import dev.tercet.protocol.WireGson;
import dev.tercet.protocol.connect.TercetHome;
import dev.tercet.protocol.connect.TercetVersion;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One invocation of the command line: its world, and the daemon once a command needs it. */
final class Cli implements AutoCloseable {

  private static final Duration SILENT = Duration.ofSeconds(2);

  private final World world;
  private final Screen out;
  private final Screen err;
  private @Nullable BufferedReader input;
  private @Nullable Tercet tercet;

  Cli(World world) {
    this.world = world;
    boolean colours =
        world.terminal()
            && !world.environment().containsKey("NO_COLOR")
            && !"dumb".equals(world.environment().get("TERM"));
    out = new Screen(world.out(), colours, world.width());
    err = new Screen(world.err(), colours, world.width());
  }

  Screen out() {
    return out;
  }

  Screen err() {
    return err;
  }

  World world() {
    return world;
  }

  boolean terminal() {
    return world.terminal();
  }

  Instant now() {
    return world.clock().instant();
  }

  TercetHome home() {
    try {
      return TercetHome.of(world.environment());
    } catch (IllegalArgumentException e) {
      throw Failed.usage(
          String.valueOf(e.getMessage()), "set it to a path that starts at the root");
    }
  }

  /** The daemon, started when none runs. */
  Tercet tercet() {
    return tercet(new Unheard());
  }

  /** As {@link #tercet()}, with someone to hear what it tells unasked. To be called first. */
  Tercet tercet(TercetClient listener) {
    if (tercet == null) {
      home();
      tercet = Tercet.connectOrStart(world.environment(), world.cwd(), listener);
      if (!tercet.daemonVersion().equals(TercetVersion.CURRENT)) {
        err.line(otherVersion(tercet.daemonVersion()));
      }
    }
    return tercet;
  }

  private static String otherVersion(String daemon) {
    String both = "the daemon is version " + daemon + ", this command " + TercetVersion.CURRENT;
    return TercetVersion.isNewer(TercetVersion.CURRENT, daemon)
        ? both + ": it makes room as soon as the runs under way are at the end of their item"
        : both + ": update this command, or end the daemon with tercet daemon stop";
  }

  /** Connects to the daemon if one runs; says whether one does. */
  boolean tercetIfRunning() {
    if (tercet == null) {
      tercet = Tercet.connect(home(), world.cwd(), new Unheard()).orElse(null);
    }
    return tercet != null;
  }

  /** Asks the daemon and waits for the answer; says on a terminal that it takes longer. */
  <T> T ask(Function<TercetServer, CompletableFuture<T>> request) {
    Tercet daemon = tercet();
    CompletableFuture<T> answer = request.apply(daemon);
    Optional<T> soon = daemon.await(answer, SILENT);
    if (soon.isPresent()) {
      return soon.get();
    }
    if (!world.terminal()) {
      return daemon.await(answer);
    }
    err.line(Style.DIM.of("still at work …"));
    try {
      return daemon.await(answer);
    } finally {
      err.erase(1);
    }
  }

  /** Prints a record as programs read it. */
  void json(Object value) {
    Gson pretty = WireGson.gson().newBuilder().setPrettyPrinting().create();
    out.raw(pretty.toJson(value));
  }

  /** Prints a record as one line of JSON, for output that goes on. */
  void jsonLine(Object value) {
    out.raw(WireGson.gson().toJson(value));
    out.flush();
  }

  /** The absolute path of what was typed. */
  Path path(String typed) {
    try {
      return world.cwd().resolve(typed).normalize();
    } catch (InvalidPathException e) {
      throw Failed.usage("not a path: " + typed, e.getReason());
    }
  }

  /** A key that makes a repeated request harmless. */
  String key() {
    return "cli-" + ProcessHandle.current().pid() + "-" + Long.toHexString(System.nanoTime());
  }

  /** Asks a person; no is the answer to everything but yes. */
  boolean confirm(String question) {
    out.ask(question + " [y/N] ");
    String answer = readLine();
    return answer != null && answer.strip().matches("(?i)y|yes");
  }

  /** A line of standard input; null at its end. */
  @Nullable String readLine() {
    try {
      return reader().readLine();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All of standard input. */
  String readAll() {
    try {
      return reader().readAllAsString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private BufferedReader reader() {
    if (input == null) {
      input = new BufferedReader(new InputStreamReader(world.in(), StandardCharsets.UTF_8));
    }
    return input;
  }

  @Override
  public void close() {
    if (tercet != null) {
      tercet.close();
    }
    out.flush();
    err.flush();
  }
}
