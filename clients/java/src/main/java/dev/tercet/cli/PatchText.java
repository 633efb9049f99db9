package dev.tercet.cli;

import dev.tercet.protocol.Patch;

/** A diff for people, coloured line by line. */
final class PatchText {

  private PatchText() {}

  static void print(Cli cli, JsonOption json, Patch patch) {
    if (json.on) {
      cli.json(patch);
      return;
    }
    if (patch.text().isEmpty()) {
      cli.err().line("nothing differs");
    }
    if (cli.terminal()) {
      patch.text().lines().forEach(line -> cli.out().line(coloured(line)));
    } else {
      cli.out().text(patch.text(), false);
    }
    if (patch.truncated()) {
      cli.err().line("the diff is longer; its end is not shown");
    }
  }

  private static String coloured(String line) {
    if (line.startsWith("diff ") || line.startsWith("+++") || line.startsWith("---")) {
      return Style.BOLD.of(line);
    }
    return switch (line.isEmpty() ? ' ' : line.charAt(0)) {
      case '+' -> Style.GREEN.of(line);
      case '-' -> Style.RED.of(line);
      case '@' -> Style.CYAN.of(line);
      default -> line;
    };
  }
}
