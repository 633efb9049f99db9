package dev.tercet.cli;

import dev.tercet.protocol.Diagnostic;
import dev.tercet.protocol.Diagnostic.Severity;
import dev.tercet.protocol.EjectWorkflow;
import dev.tercet.protocol.ListWorkflows;
import dev.tercet.protocol.ShowWorkflow;
import dev.tercet.protocol.WorkflowEntry;
import dev.tercet.protocol.WorkflowList;
import dev.tercet.protocol.WorkflowStep;
import dev.tercet.protocol.WorkflowView;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "workflow",
    description = "List, show, check and copy workflows.",
    footer = {
      "",
      "Examples:",
      "  tercet workflow list",
      "  tercet workflow show multi-model",
      "  tercet workflow check .tercet/workflows/*.md",
      "  tercet workflow eject bugfix"
    })
final class WorkflowCommand implements Callable<Integer> {

  private final Cli cli;
  @Spec private CommandSpec spec = CommandSpec.create();

  WorkflowCommand(Cli cli) {
    this.cli = cli;
  }

  @Override
  public Integer call() {
    throw new ParameterException(spec.commandLine(), "list, show, check or eject is missing");
  }

  @Command(name = "list", description = "List the workflows that a task can be made with.")
  int list(@Mixin RepositoryOption repository, @Mixin JsonOption json) {
    ListWorkflows params = new ListWorkflows(repository.orHere(cli));
    WorkflowList list = cli.ask(daemon -> daemon.workflow().list(params));
    if (json.on) {
      cli.json(list);
      return ExitCode.DONE;
    }
    Table table = new Table("WORKFLOW", "STEPS", "FROM", "TITLE", "");
    for (WorkflowEntry entry : list.workflows()) {
      table.row(
          entry.name(),
          Integer.toString(entry.steps()),
          entry.origin(),
          entry.title(),
          remarks(entry.errors(), entry.warnings()));
    }
    cli.out().table(table);
    return ExitCode.DONE;
  }

  private static String remarks(int errors, int warnings) {
    return errors > 0
        ? Style.RED.of(Text.count(errors, "error"))
        : warnings > 0 ? Style.YELLOW.of(Text.count(warnings, "warning")) : "";
  }

  @Command(name = "show", description = "Show a workflow as it is understood.")
  int show(
      @Parameters(paramLabel = "NAME|FILE", description = "A workflow, or a template's file.")
          String what,
      @Mixin RepositoryOption repository,
      @Mixin JsonOption json) {
    WorkflowView view = read(what, repository);
    if (json.on) {
      cli.json(view);
      return ExitCode.DONE;
    }
    cli.out().line(Style.BOLD.of(view.title()));
    cli.out().line(Style.DIM.of("artifacts in " + view.artifactsPath()));
    cli.out().line("");
    Table table = new Table("STEP", "ROLE", "AGENTS", "GATE", "READS", "PRODUCES");
    for (WorkflowStep step : view.steps()) {
      table.row(
          (step.done() ? "[x] " : "") + step.name(),
          step.role() == null ? "?" : step.role().name().toLowerCase(Locale.ROOT),
          String.join(", ", step.agents()),
          step.gate(),
          String.join(", ", step.reads()),
          String.join(", ", step.produces()));
    }
    cli.out().table(table);
    view.diagnostics().forEach(each -> cli.out().wrapped("", diagnostic(what, each)));
    return ExitCode.DONE;
  }

  @Command(
      name = "check",
      description = "Say what is wrong with templates; an error is exit code 1.")
  int check(
      @Parameters(arity = "1..*", paramLabel = "NAME|FILE", description = "Workflows, or files.")
          List<String> all,
      @Mixin RepositoryOption repository,
      @Mixin JsonOption json) {
    int code = ExitCode.DONE;
    List<WorkflowView> views = new ArrayList<>();
    for (String what : all) {
      WorkflowView view = read(what, repository);
      views.add(view);
      if (view.diagnostics().stream().anyMatch(each -> each.severity() == Severity.ERROR)) {
        code = ExitCode.FAILED;
      }
      if (!json.on) {
        view.diagnostics().forEach(each -> cli.out().line(diagnostic(what, each)));
        if (view.diagnostics().isEmpty()) {
          cli.out()
              .line(what + ": " + Text.count(view.steps().size(), "step") + ", nothing is wrong");
        }
      }
    }
    if (json.on) {
      cli.json(views);
    }
    return code;
  }

  @Command(name = "eject", description = "Copy a built-in workflow into the repository.")
  int eject(
      @Parameters(paramLabel = "NAME", description = "See tercet workflow list.") String name,
      @Mixin RepositoryOption repository) {
    EjectWorkflow params = new EjectWorkflow(repository.orHere(cli), name);
    cli.out().line(cli.ask(daemon -> daemon.workflow().eject(params)).path());
    return ExitCode.DONE;
  }

  private WorkflowView read(String what, RepositoryOption repository) {
    boolean file = NewCommand.isFile(what);
    ShowWorkflow params =
        new ShowWorkflow(
            repository.orHere(cli), file ? null : what, file ? cli.path(what).toString() : null);
    return cli.ask(daemon -> daemon.workflow().show(params));
  }

  private static String diagnostic(String file, Diagnostic diagnostic) {
    String severity = diagnostic.severity().name().toLowerCase(Locale.ROOT);
    Style style = diagnostic.severity() == Severity.ERROR ? Style.RED : Style.YELLOW;
    return file
        + (diagnostic.line() > 0 ? ":" + diagnostic.line() : "")
        + ": "
        + style.of(severity)
        + ": "
        + Text.line(diagnostic.message())
        + Style.DIM.of(" [" + diagnostic.code() + "]");
  }
}
