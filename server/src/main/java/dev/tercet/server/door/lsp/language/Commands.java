package dev.tercet.server.door.lsp.language;

import com.google.gson.JsonObject;
import dev.tercet.protocol.Option;
import dev.tercet.protocol.WireGson;
import dev.tercet.server.door.lsp.language.Asker.Outcome;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.eclipse.lsp4j.jsonrpc.messages.Either;
import org.jspecify.annotations.Nullable;

/** Gives the commands of {@code workspace/executeCommand}: asks for what is missing, then acts. */
final class Commands {

  private static final String SEND = "tercet.send";
  private static final Map<String, CommandForm> TABLE = table();

  private final Session session;
  private final Progress progress;
  private final Asker asker;
  private final Desk desk;

  Commands(Session session, Progress progress) {
    this.session = session;
    this.progress = progress;
    this.asker = new Asker(session, new Notes(session.editing()));
    this.desk = new Desk(session, asker, progress);
  }

  private static Map<String, CommandForm> table() {
    Map<String, CommandForm> table = new LinkedHashMap<>();
    Stream.of(DecisionCommands.ALL, TaskCommands.ALL, ReadingCommands.ALL)
        .flatMap(List::stream)
        .forEach(form -> table.put(form.name(), form));
    return table;
  }

  /** Every command there is. */
  static List<String> names() {
    return Stream.concat(TABLE.keySet().stream(), Stream.of(SEND)).toList();
  }

  /**
   * Blocks until it is done, the person changed their mind (null), or a note waits for them.
   *
   * @param token of the client's own bar for this command, null for none
   */
  @Nullable Object execute(
      String name, @Nullable List<Object> given, @Nullable Either<String, Integer> token)
      throws InterruptedException {
    CommandForm form = name.equals(SEND) ? null : named(name);
    boolean lasts = form != null && form.lasts();
    Either<String, Integer> bar = token == null && lasts ? progress.newBar() : token;
    if (bar == null) {
      return execute(form, name, given, null);
    }
    progress.begin(bar, name);
    try {
      return execute(form, name, given, bar);
    } finally {
      progress.end(bar, null);
    }
  }

  private static CommandForm named(String name) {
    CommandForm form = TABLE.get(name);
    if (form == null) {
      throw Argument.wrong("there is no command \"%s\"; there are %s".formatted(name, names()));
    }
    return form;
  }

  private @Nullable Object execute(
      @Nullable CommandForm form,
      String name,
      @Nullable List<Object> given,
      @Nullable Either<String, Integer> bar)
      throws InterruptedException {
    if (form == null) {
      return send(Argument.of(name, List.of("note"), given));
    }
    Argument argument = Argument.of(name, form.parameterNames(), given);
    if (bar != null && form.lasts()) {
      argument.put("progress", progress.word(bar));
    }
    return execute(form, argument);
  }

  /** Gives the command that waits in a note, with the text that was written there. */
  private @Nullable Object send(Argument which) throws InterruptedException {
    String uri = which.required("note");
    Notes.Note note =
        session
            .documents()
            .find(uri)
            .filter(document -> session.places().of(document) instanceof Place.Page)
            .flatMap(document -> Notes.read(document.value()))
            .orElseThrow(() -> Argument.wrong("\"%s\" is no note of ours".formatted(uri)));
    CommandForm form = TABLE.get(note.command());
    if (form == null || note.text().isBlank()) {
      throw Argument.wrong("write something below the line first");
    }
    Argument argument = new Argument(note.argument());
    argument.put(note.parameter(), note.text());
    return execute(form, argument);
  }

  private @Nullable Object execute(CommandForm form, Argument argument)
      throws InterruptedException {
    for (Parameter parameter : form.parameters()) {
      if (argument.has(parameter.name()) || parameter instanceof Parameter.Optional) {
        continue;
      }
      switch (ask(form, parameter, argument)) {
        case Outcome.Said(var value) -> argument.put(parameter.name(), value);
        case Outcome.Declined _ -> {
          return null;
        }
        case Outcome.Noted(var uri) -> {
          desk.show(uri, uri);
          JsonObject noted = new JsonObject();
          noted.addProperty("note", uri);
          return noted;
        }
      }
    }
    Object result = form.act().perform(desk, argument);
    return result == null ? null : WireGson.gson().toJsonTree(result);
  }

  private Outcome ask(CommandForm form, Parameter parameter, Argument argument) {
    return switch (parameter) {
      case Parameter.Line(var name, var prompt) -> asker.line(form.name(), argument, name, prompt);
      case Parameter.Choice(var name, var prompt, var options) ->
          choose(form, argument, name, prompt, options.apply(session, argument));
      case Parameter.OfTask(var name, var prompt, var fits) ->
          choose(
              form,
              argument,
              name,
              prompt,
              session
                  .editing()
                  .tasks()
                  .filter(fits)
                  .map(
                      task ->
                          new Option(
                              task.id().value(),
                              task.id() + ": " + task.charter().ticket().title()))
                  .sorted((left, right) -> left.id().compareTo(right.id()))
                  .toList());
      case Parameter.Optional _ -> new Outcome.Declined();
    };
  }

  private Outcome choose(
      CommandForm form, Argument argument, String name, String prompt, List<Option> options) {
    return switch (options.size()) {
      case 0 ->
          throw Argument.wrong(
              "%s needs \"%s\", and there is nothing to choose from".formatted(form.name(), name));
      case 1 -> new Outcome.Said(options.getFirst().id());
      default -> asker.choice(form.name(), argument, name, prompt, options);
    };
  }

  /** Stops telling of what goes on. */
  void cancel(Either<String, Integer> token) {
    progress.cancel(token);
  }
}
