package dev.tercet.server;

import dev.tercet.protocol.connect.TercetHome;
import dev.tercet.protocol.connect.TercetVersion;
import dev.tercet.server.perform.Performer;
import dev.tercet.server.perform.Secrets;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One daemon: holds the home's lock, listens on its socket, and serves each connection on a thread
 * of its own until it is told to stop or has been idle for long.
 */
final class Daemon {

  private static final Logger LOG = LoggerFactory.getLogger(Daemon.class);
  private static final Duration IDLE = Duration.ofHours(4);
  private static final Duration ANSWER_BEFORE_END = Duration.ofMillis(200);
  private static final int MOST_CONNECTIONS = 512;

  private final TercetHome home;
  private final CountDownLatch ready = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);
  private final AtomicInteger connected = new AtomicInteger();
  private final AtomicLong lastUsed = new AtomicLong(System.nanoTime());
  private final Semaphore places = new Semaphore(MOST_CONNECTIONS);

  private final Surroundings surroundings;

  private Daemon(TercetHome home, Surroundings surroundings) {
    this.home = home;
    this.surroundings = surroundings;
  }

  /** Serves until the end; returns at once where another daemon has this home. */
  static void run(TercetHome home, Map<String, String> environment, Secrets secrets)
      throws IOException, InterruptedException {
    run(home, environment, new Surroundings(performer -> performer, () -> {}, secrets));
  }

  /** As above, with something between the tasks and the world. */
  static void run(TercetHome home, Map<String, String> environment, UnaryOperator<Performer> around)
      throws IOException, InterruptedException {
    run(home, environment, new Surroundings(around, () -> {}, new Secrets(List.of())));
  }

  private static void run(
      TercetHome home, Map<String, String> environment, Surroundings surroundings)
      throws IOException, InterruptedException {
    if (!runAlone(home, environment, surroundings)) {
      LOG.info("another daemon has {}", home.root());
    }
  }

  /**
   * What is around a daemon in its process.
   *
   * @param world stands between the tasks and the world
   * @param listening is told once callers can come
   * @param secrets what its log does not say; it learns more of them
   */
  record Surroundings(UnaryOperator<Performer> world, Runnable listening, Secrets secrets) {

    /** Nothing in between, nobody told, and no secrets yet. */
    static Surroundings plain() {
      return new Surroundings(performer -> performer, () -> {}, new Secrets(List.of()));
    }
  }

  /** As above; false, at once, where another daemon has this home. */
  static boolean runAlone(
      TercetHome home, Map<String, String> environment, Surroundings surroundings)
      throws IOException, InterruptedException {
    try (FileChannel file =
            FileChannel.open(
                home.daemonLock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = file.tryLock()) {
      if (lock == null) {
        return false;
      }
      new Daemon(home, surroundings).serve(environment);
      return true;
    }
  }

  private void serve(Map<String, String> environment) throws IOException, InterruptedException {
    try (Wiring wiring = Wiring.open(home.root(), environment, this::stopSoon, surroundings);
        Listening listening = Listening.open(home, environment)) {
      Reception reception =
          new Reception(
              home,
              listening.address(),
              wiring.doors(),
              wiring.app().handover(),
              new Fronts(),
              ready);
      Thread.ofPlatform()
          .daemon()
          .name("accept")
          .start(() -> accept(listening.channel(), reception));
      surroundings.listening().run();
      wiring.start();
      ready.countDown();
      Runtime.getRuntime().addShutdownHook(new Thread(ended::countDown, "shutdown"));
      LOG.info("version {} serves {}", TercetVersion.CURRENT, home.root());
      while (!ended.await(1, TimeUnit.MINUTES)) {
        endWhenIdle(wiring);
      }
    }
  }

  /** The answer to whoever asked gets out first. */
  private void stopSoon() {
    Thread.ofPlatform()
        .daemon()
        .name("stop")
        .start(
            () -> {
              try {
                TimeUnit.NANOSECONDS.sleep(ANSWER_BEFORE_END.toNanos());
              } catch (InterruptedException now) {
                Thread.currentThread().interrupt();
              }
              ended.countDown();
            });
  }

  private void endWhenIdle(Wiring wiring) {
    long now = System.nanoTime();
    boolean quiet =
        now - lastUsed.get() > IDLE.toNanos() && now - wiring.httpLastUsed() > IDLE.toNanos();
    if (quiet && connected.get() == 0 && !wiring.app().tasks().isAtWork()) {
      LOG.info("nothing to do for {} hours", IDLE.toHours());
      ended.countDown();
    }
  }

  private void accept(ServerSocketChannel server, Reception reception) {
    while (true) {
      try {
        SocketChannel channel = server.accept();
        if (!places.tryAcquire()) {
          channel.close();
          continue;
        }
        connected.incrementAndGet();
        Thread.ofPlatform().daemon().name("connection").start(() -> serve(channel, reception));
      } catch (ClosedChannelException end) {
        return;
      } catch (IOException failed) {
        LOG.warn("a connection could not be accepted: {}", failed.toString());
      }
    }
  }

  private void serve(SocketChannel channel, Reception reception) {
    try (channel) {
      reception.receive(channel);
    } catch (IOException gone) {
      LOG.debug("a connection ended: {}", gone.toString());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } finally {
      connected.decrementAndGet();
      places.release();
      lastUsed.set(System.nanoTime());
    }
  }
}
