package dev.tercet.cli;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** How wide the terminal is. */
final class TerminalWidth {

  private static final int USUAL = 80;

  private TerminalWidth() {}

  /** {@code COLUMNS}, else what the terminal says; what is no terminal is as wide as it takes. */
  static int of(Map<String, String> environment, boolean terminal) {
    int named = number(environment.getOrDefault("COLUMNS", ""));
    if (named > 0) {
      return named;
    }
    return terminal ? asked() : Screen.UNLIMITED;
  }

  private static int asked() {
    File tty = new File("/dev/tty");
    try {
      Process stty = new ProcessBuilder("stty", "size").redirectInput(tty).start();
      if (!stty.waitFor(500, TimeUnit.MILLISECONDS)) {
        stty.destroyForcibly();
        return USUAL;
      }
      String[] size =
          new String(stty.getInputStream().readNBytes(64), StandardCharsets.US_ASCII)
              .strip()
              .split(" ", -1);
      int columns = size.length == 2 ? number(size[1]) : 0;
      return columns > 0 ? columns : USUAL;
    } catch (IOException e) {
      // No such program or no such device: a guess is as good as any.
      return USUAL;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return USUAL;
    }
  }

  private static int number(String text) {
    return text.matches("[1-9][0-9]{0,3}") ? Integer.parseInt(text) : 0;
  }
}
