package dev.tercet.server.door.lsp.language;

import dev.tercet.protocol.Option;
import dev.tercet.server.workflow.Task;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Predicate;

/** One member of a command's argument, and how it is asked for where it was not given. */
sealed interface Parameter {

  String name();

  /** A task; asked for among those that fit, and taken unasked where only one does. */
  record OfTask(String name, String prompt, Predicate<Task> fits) implements Parameter {}

  /** A line of text. */
  record Line(String name, String prompt) implements Parameter {}

  /** One of some options, which depend on what is known already. */
  record Choice(String name, String prompt, BiFunction<Session, Argument, List<Option>> options)
      implements Parameter {}

  /** May be left out, and is not asked for. */
  record Optional(String name) implements Parameter {}
}
