package dev.tercet.cli;

import dev.tercet.cli.Tickets.Ticket;
import dev.tercet.protocol.CreateTask;
import dev.tercet.protocol.Delivery;
import dev.tercet.protocol.TaskView;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "new",
    description = "Hand over a ticket, or several.",
    footer = {
      "",
      "Examples:",
      "  tercet new 'CSV export' -d 'Invoices as CSV, all pages'",
      "  tercet new 'CSV export' -f ticket.md --workflow spec-first",
      "  tercet new --tickets tickets.md    # each '## heading' is a ticket"
    })
final class NewCommand implements Callable<Integer> {

  private final Cli cli;
  @Mixin private RepositoryOption repository = new RepositoryOption();
  @Mixin private JsonOption json = new JsonOption();

  @Parameters(arity = "0..1", paramLabel = "TITLE", description = "One line.")
  private @Nullable String title;

  @Option(
      names = {"-d", "--description"},
      paramLabel = "TEXT",
      description = "What is wanted.")
  private @Nullable String description;

  @Option(
      names = {"-f", "--file"},
      paramLabel = "FILE",
      description = "Read what is wanted from a file, or from standard input (-).")
  private @Nullable String file;

  @Option(
      names = "--tickets",
      paramLabel = "FILE",
      description = "Markdown with several tickets: each '## heading' is one.")
  private @Nullable String tickets;

  @Option(
      names = {"-w", "--workflow"},
      paramLabel = "NAME|FILE",
      description = "The workflow; see tercet workflow list.")
  private @Nullable String workflow;

  @Option(names = "--base", paramLabel = "REVISION", description = "Where to start from.")
  private @Nullable String base;

  @Option(names = "--target", paramLabel = "BRANCH", description = "Where to merge to.")
  private @Nullable String target;

  @Option(
      names = "--delivery",
      paramLabel = "local|push|pull-request",
      description = "Where the change goes when it is merged.")
  private @Nullable String delivery;

  @Option(names = "--label", paramLabel = "WORD", description = "May be repeated.")
  private List<String> labels = new ArrayList<>();

  @Option(
      names = "--preset",
      paramLabel = "STEP=PRESET",
      description = "Another preset for a step or in place of a preset. May be repeated.")
  private Map<String, String> presets = new LinkedHashMap<>();

  @Option(
      names = "--script",
      paramLabel = "FILE",
      description = "Play this script with scripted agents instead of the real ones.")
  private @Nullable String script;

  @Option(names = "--verify", paramLabel = "COMMAND", description = "What checks a build.")
  private @Nullable String verify;

  @Option(
      names = "--trust",
      description = "Trust what the repository's own files make run, unseen: for scripts.")
  private boolean trust;

  NewCommand(Cli cli) {
    this.cli = cli;
  }

  @Override
  public Integer call() {
    List<TaskView> made = new ArrayList<>();
    for (Ticket ticket : tickets()) {
      TaskView view = cli.ask(daemon -> daemon.task().create(params(ticket)));
      made.add(view);
      if (!json.on) {
        TaskText.result(cli, view);
      }
    }
    if (json.on) {
      cli.json(tickets == null ? made.getFirst() : made);
    }
    return ExitCode.DONE;
  }

  private List<Ticket> tickets() {
    if (tickets == null) {
      if (title == null || title.isBlank()) {
        throw Failed.usage("a ticket has a title", "tercet new 'title' -d 'what is wanted'");
      }
      return List.of(new Ticket(title, description()));
    }
    if (title != null || description != null || file != null) {
      throw Failed.usage("--tickets has the titles and texts", "leave out TITLE, -d and -f");
    }
    List<Ticket> found = Tickets.parse(read(tickets));
    if (found.isEmpty()) {
      throw Failed.because("no ticket in " + tickets, "start each with a line '## title'");
    }
    return found;
  }

  private String description() {
    if (description != null && file != null) {
      throw Failed.usage("both -d and -f say what is wanted", "leave one out");
    }
    return file != null ? read(file) : description == null ? "" : description;
  }

  private String read(String name) {
    if (name.equals("-")) {
      return cli.readAll();
    }
    try {
      return Files.readString(cli.path(name));
    } catch (MalformedInputException e) {
      throw Failed.because(name + " is not UTF-8 text", "save it as UTF-8");
    } catch (NoSuchFileException e) {
      throw Failed.because("there is no file " + e.getMessage(), "check the path");
    } catch (IOException e) {
      throw Failed.because(name + " cannot be read: " + e.getMessage(), "check the path");
    }
  }

  private CreateTask params(Ticket ticket) {
    return new CreateTask(
        ticket.title(),
        repository.orHere(cli),
        ticket.description().isEmpty() ? null : ticket.description(),
        workflow == null ? null : workflow(cli, workflow),
        base,
        target,
        delivery == null ? null : delivery(delivery),
        labels.isEmpty() ? null : labels,
        presets.isEmpty() ? null : presets,
        script == null ? null : cli.path(script).toString(),
        verify,
        cli.key(),
        trust ? Boolean.TRUE : null);
  }

  /** A name stays a name; what looks like a file is made absolute. */
  static String workflow(Cli cli, String typed) {
    return isFile(typed) ? cli.path(typed).toString() : typed;
  }

  static boolean isFile(String typed) {
    return typed.endsWith(".md") || typed.contains("/");
  }

  private static Delivery delivery(String typed) {
    for (Delivery each : Delivery.values()) {
      if (each.name().equalsIgnoreCase(typed.replace('-', '_'))) {
        return each;
      }
    }
    throw Failed.usage("no delivery is called " + typed, "it is local, push or pull-request");
  }
}
