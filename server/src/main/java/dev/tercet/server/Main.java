package dev.tercet.server;

import dev.tercet.protocol.connect.TercetHome;
import dev.tercet.protocol.connect.TercetVersion;
import dev.tercet.server.git.GitException;
import dev.tercet.server.perform.Environment;
import dev.tercet.server.perform.RedactedOutput;
import dev.tercet.server.perform.Secrets;
import dev.tercet.server.store.StoreException;
import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The daemon's entry. */
public final class Main {

  private Main() {}

  /** {@code daemon}: serves until it is told to stop, or has had nothing to do for long. */
  public static void main(String[] arguments) throws InterruptedException {
    configureLog("System.err");
    if (arguments.length != 1 || !arguments[0].equals("daemon")) {
      System.err.println(
          "usage: daemon   (version " + TercetVersion.CURRENT + "; people use the tercet command)");
      System.exit(2);
    }
    Secrets secrets = new Secrets(Environment.keys(System.getenv()));
    System.setErr(RedactedOutput.around(System.err, secrets));
    TercetHome home = TercetHome.of(System.getenv());
    try {
      Daemon.run(home.prepare(), System.getenv(), secrets);
      System.exit(0);
    } catch (IOException | StoreException | GitException cannot) {
      System.err.println("the daemon cannot start: " + cannot.getMessage());
      System.exit(1);
    }
  }

  /** To be called before anything logs. */
  static void configureLog(String file) {
    System.setProperty("org.slf4j.simpleLogger.logFile", file);
    System.setProperty("org.slf4j.simpleLogger.showDateTime", "true");
    System.setProperty("org.slf4j.simpleLogger.dateTimeFormat", "yyyy-MM-dd'T'HH:mm:ss.SSSXXX");
    System.setProperty("org.slf4j.simpleLogger.showThreadName", "false");
    Logger.getLogger("org.eclipse.lsp4j").setLevel(Level.OFF);
  }
}
