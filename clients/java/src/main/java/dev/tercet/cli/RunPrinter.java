package dev.tercet.cli;

import dev.tercet.protocol.RunEntry;
import java.util.List;
import java.util.Locale;

/** Prints a transcript: what the agent says as text, everything else marked with what it is. */
final class RunPrinter {

  private final Cli cli;
  private final boolean json;

  RunPrinter(Cli cli, boolean json) {
    this.cli = cli;
    this.json = json;
  }

  void print(List<RunEntry> entries) {
    entries.forEach(this::print);
    cli.out().flush();
  }

  private void print(RunEntry entry) {
    if (json) {
      cli.jsonLine(entry);
      return;
    }
    String word = entry.kind().name().toLowerCase(Locale.ROOT);
    String head = entry.kind() == RunEntry.Kind.TEXT ? "" : Style.DIM.of(Text.pad(word, 10)) + "  ";
    for (String line : entry.text().stripTrailing().split("\n", -1)) {
      cli.out().line(head + styled(entry.kind(), line));
    }
  }

  private static String styled(RunEntry.Kind kind, String line) {
    return switch (kind) {
      case TEXT, PLAN, NOTE -> line;
      case PROMPT, THOUGHT, USAGE, DIAGNOSTIC -> Style.DIM.of(line);
      case TOOL, PERMISSION -> Style.CYAN.of(line);
      case QUESTION, FINDING -> Style.YELLOW.of(line);
      case END -> Style.BOLD.of(line);
    };
  }
}
