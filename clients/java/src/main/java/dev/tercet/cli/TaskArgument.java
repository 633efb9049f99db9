package dev.tercet.cli;

import picocli.CommandLine.Parameters;

/** The task that a command is about; always the first word after the command's name. */
final class TaskArgument {

  @Parameters(index = "0", paramLabel = "TASK", description = "Its id, or the beginning of it.")
  String id = "";
}
