package dev.tercet.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --repo}: which repository is meant. */
final class RepositoryOption {

  @Option(
      names = {"-r", "--repo"},
      paramLabel = "FOLDER",
      description = "A folder in the repository.")
  @Nullable String folder;

  /** The absolute path that was named; null when none was. */
  @Nullable String named(Cli cli) {
    return folder == null ? null : cli.path(folder).toString();
  }

  /** The absolute path that was named, else the working directory. */
  String orHere(Cli cli) {
    return cli.path(folder == null ? "." : folder).toString();
  }
}
