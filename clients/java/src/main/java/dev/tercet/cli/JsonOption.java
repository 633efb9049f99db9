package dev.tercet.cli;

import picocli.CommandLine.Option;

/** {@code --json}, for every command that prints data. */
final class JsonOption {

  @Option(names = "--json", description = "Print the record as JSON.")
  boolean on;
}
