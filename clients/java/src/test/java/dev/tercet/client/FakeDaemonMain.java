package dev.tercet.client;

import dev.tercet.protocol.ServerStatus;
import dev.tercet.protocol.WireGson;
import dev.tercet.protocol.connect.TercetHome;
import dev.tercet.protocol.connect.TercetVersion;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;

/** A daemon process for tests: tells its status and ends when it is asked to stop. */
public final class FakeDaemonMain {

  private FakeDaemonMain() {}

  public static void main(String[] args) throws Exception {
    if (args.length > 0) {
      System.out.println("the store is newer than this daemon");
      System.out.println("update tercet");
      System.exit(7);
    }
    TercetHome home = TercetHome.of(System.getenv()).prepare();
    FileChannel file =
        FileChannel.open(home.daemonLock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (file.tryLock() == null) {
      System.out.println("another daemon has it");
      return;
    }
    System.out.println("started");
    CountDownLatch stopped = new CountDownLatch(1);
    try (FakeDaemon daemon = new FakeDaemon(home)) {
      long pid = ProcessHandle.current().pid();
      String root = home.root().toString();
      ServerStatus status =
          new ServerStatus(TercetVersion.CURRENT, pid, root, Instant.EPOCH, 0, 0, null, null);
      daemon.answer("tercet/server/status", WireGson.gson().toJsonTree(status));
      daemon.answer("tercet/server/stop", WireGson.gson().toJsonTree(status));
      daemon.after("tercet/server/stop", new FakeDaemon.Then.Run(stopped::countDown));
      stopped.await();
    }
    System.exit(0);
  }
}
