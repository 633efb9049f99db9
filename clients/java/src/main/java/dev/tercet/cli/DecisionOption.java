package dev.tercet.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --decision}, for commands that answer one. */
final class DecisionOption {

  @Option(names = "--decision", paramLabel = "ID", description = "Which one, where several wait.")
  @Nullable String id;
}
