package dev.tercet.server.door.lsp.language;

import dev.tercet.protocol.DiffArtifact;
import dev.tercet.protocol.DoctorParams;
import dev.tercet.protocol.DoctorReport;
import dev.tercet.protocol.EjectWorkflow;
import dev.tercet.protocol.ExportJournal;
import dev.tercet.protocol.Inbox;
import dev.tercet.protocol.InitRepository;
import dev.tercet.protocol.JournalLines;
import dev.tercet.protocol.ListDecisions;
import dev.tercet.protocol.ListPresets;
import dev.tercet.protocol.ListTasks;
import dev.tercet.protocol.ListWorkflows;
import dev.tercet.protocol.NoParams;
import dev.tercet.protocol.Option;
import dev.tercet.protocol.Patch;
import dev.tercet.protocol.PatchParams;
import dev.tercet.protocol.PresetTrial;
import dev.tercet.protocol.ReadArtifact;
import dev.tercet.protocol.ReadRun;
import dev.tercet.protocol.RepositoryParams;
import dev.tercet.protocol.RunOutput;
import dev.tercet.protocol.ShowPreset;
import dev.tercet.protocol.ShowWorkflow;
import dev.tercet.protocol.TaskList;
import dev.tercet.protocol.TaskParams;
import dev.tercet.protocol.TaskView;
import dev.tercet.protocol.TercetServer;
import dev.tercet.protocol.TestPreset;
import dev.tercet.protocol.WorkflowView;
import dev.tercet.protocol.WrittenFile;
import dev.tercet.server.template.BuiltInWorkflows;
import dev.tercet.server.workflow.Artifact;
import dev.tercet.server.workflow.ArtifactName;
import dev.tercet.server.workflow.Task;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The commands that show something, and those about repositories and the daemon. */
final class ReadingCommands {

  private static final ArtifactName REVIEW = new ArtifactName("review.md");

  static final List<CommandForm> ALL =
      List.of(
          CommandForm.of(
              "inbox", ReadingCommands::inbox, new Parameter.Optional("task"), repository()),
          CommandForm.of("watch", ReadingCommands::inbox, new Parameter.Optional("task")),
          CommandForm.of(
              "list",
              (desk, argument) -> {
                TaskList tasks = desk.await(server(desk).task().list(argument.as(ListTasks.class)));
                desk.page("tasks.md", Pages.list(tasks));
                return tasks;
              },
              repository()),
          CommandForm.of(
              "show",
              (desk, argument) -> {
                TaskView task = desk.await(server(desk).task().show(argument.as(TaskParams.class)));
                desk.page(task.summary().id() + ".md", Pages.task(task));
                return task;
              },
              task()),
          CommandForm.of("findings", ReadingCommands::findings, task()),
          CommandForm.of(
              "artifact",
              ReadingCommands::artifact,
              task(),
              new Parameter.Choice("name", "Which file?", ReadingCommands::artifacts)),
          CommandForm.of(
              "showChanges",
              (desk, argument) ->
                  patch(
                      desk,
                      argument,
                      desk.await(server(desk).artifact().diff(argument.as(DiffArtifact.class)))),
              task(),
              new Parameter.Choice("name", "Which file?", ReadingCommands::artifacts)),
          CommandForm.of(
              "showEdits",
              ReadingCommands::edits,
              task(),
              new Parameter.Choice("name", "Which file?", ReadingCommands::artifacts)),
          CommandForm.of(
              "diff",
              (desk, argument) ->
                  patch(
                      desk,
                      argument,
                      desk.await(server(desk).change().patch(argument.as(PatchParams.class)))),
              task(),
              new Parameter.Optional("path")),
          CommandForm.of(
              "log",
              (desk, argument) -> {
                argument.put("run", argument.required("task"));
                RunOutput output = desk.await(server(desk).run().read(argument.as(ReadRun.class)));
                desk.page(output.run() + ".md", Pages.log(output));
                return output;
              },
              task()),
          CommandForm.lasting(
              "doctor",
              (desk, argument) -> {
                DoctorReport report =
                    desk.await(server(desk).server().doctor(argument.as(DoctorParams.class)));
                desk.page("doctor.md", Pages.doctor(report));
                return report;
              },
              repository()),
          CommandForm.of("init", ReadingCommands::init, folder()),
          CommandForm.of(
              "workflow.list",
              (desk, argument) ->
                  desk.await(server(desk).workflow().list(argument.as(ListWorkflows.class))),
              repository()),
          CommandForm.of(
              "workflow.show",
              (desk, argument) ->
                  desk.await(server(desk).workflow().show(argument.as(ShowWorkflow.class))),
              new Parameter.Optional("name"),
              repository(),
              new Parameter.Optional("file")),
          CommandForm.of(
              "workflow.check",
              ReadingCommands::check,
              new Parameter.Optional("file"),
              new Parameter.Optional("name"),
              repository()),
          CommandForm.of(
              "workflow.eject",
              (desk, argument) -> {
                WrittenFile file =
                    desk.await(server(desk).workflow().eject(argument.as(EjectWorkflow.class)));
                desk.show(Path.of(file.path()));
                return file;
              },
              new Parameter.Choice("name", "Which workflow?", (_, _) -> builtIn()),
              folder()),
          CommandForm.of(
              "preset.list",
              (desk, argument) ->
                  desk.await(server(desk).preset().list(argument.as(ListPresets.class))),
              repository()),
          CommandForm.of(
              "preset.show",
              (desk, argument) ->
                  desk.await(server(desk).preset().show(argument.as(ShowPreset.class))),
              new Parameter.Line("name", "Which preset?"),
              repository()),
          CommandForm.lasting(
              "preset.test",
              (desk, argument) -> {
                PresetTrial trial =
                    desk.await(server(desk).preset().test(argument.as(TestPreset.class)));
                desk.say("%s, %s: %s".formatted(trial.preset(), trial.agent(), trial.text()));
                return trial;
              },
              new Parameter.Line("name", "Which preset?"),
              repository()),
          CommandForm.lasting(
              "journal.verify",
              (desk, argument) -> {
                var check =
                    desk.await(server(desk).journal().verify(argument.as(TaskParams.class)));
                desk.say(check.text());
                return check;
              },
              task()),
          CommandForm.of(
              "journal.export",
              (desk, argument) -> {
                JournalLines lines =
                    desk.await(server(desk).journal().export(argument.as(ExportJournal.class)));
                desk.page(
                    argument.required("task") + ".ndjson", String.join("\n", lines.lines()) + "\n");
                return lines;
              },
              task()),
          CommandForm.of(
              "daemon.status",
              (desk, _) -> desk.await(server(desk).server().status(new NoParams()))),
          CommandForm.of(
              "daemon.stop", (desk, _) -> desk.await(server(desk).server().stop(new NoParams()))),
          CommandForm.of(
              "daemon.drain",
              (desk, _) -> desk.await(server(desk).server().drain(new NoParams()))));

  private ReadingCommands() {}

  private static TercetServer server(Desk desk) {
    return desk.session().server();
  }

  private static Parameter task() {
    return new Parameter.OfTask("task", "Which task?", _ -> true);
  }

  private static Parameter repository() {
    return new Parameter.Optional("repository");
  }

  private static Parameter folder() {
    return new Parameter.Choice(
        "repository",
        "In which folder?",
        (session, _) ->
            session.folders().stream()
                .map(folder -> new Option(folder.toString(), folder.toString()))
                .toList());
  }

  private static List<Option> builtIn() {
    return BuiltInWorkflows.names().stream().map(name -> new Option(name, name)).toList();
  }

  private static Object inbox(Desk desk, Argument argument) {
    Inbox inbox = desk.await(server(desk).decision().list(argument.as(ListDecisions.class)));
    desk.page("inbox.md", Pages.inbox(inbox));
    return inbox;
  }

  /** Says what is wrong with a template on disk; one that is open has that at its lines. */
  private static Object check(Desk desk, Argument argument) {
    WorkflowView view = desk.await(server(desk).workflow().show(argument.as(ShowWorkflow.class)));
    int count = view.diagnostics().size();
    desk.say(
        view.title()
            + (count == 0
                ? ": nothing is wrong"
                : ": %d to mend, first line %d: %s"
                    .formatted(
                        count,
                        view.diagnostics().getFirst().line(),
                        view.diagnostics().getFirst().message())));
    return view;
  }

  private static Object findings(Desk desk, Argument argument) {
    var findings = desk.await(server(desk).finding().list(argument.as(TaskParams.class)));
    desk.task(argument)
        .filter(task -> task.artifacts().containsKey(REVIEW))
        .ifPresent(task -> desk.show(Places.file(task, REVIEW)));
    return findings;
  }

  private static Object artifact(Desk desk, Argument argument) {
    var text = desk.await(server(desk).artifact().read(argument.as(ReadArtifact.class)));
    desk.task(argument)
        .ifPresent(task -> desk.show(Places.file(task, new ArtifactName(text.name()))));
    return text;
  }

  private static Patch patch(Desk desk, Argument argument, Patch patch) {
    String name = argument.has("name") ? "-" + argument.required("name") : "";
    desk.page(argument.required("task") + name + ".diff", patch.text());
    return patch;
  }

  /** What the person changed since an artifact was shown, as the editor has it. */
  private static @Nullable Object edits(Desk desk, Argument argument) {
    Task task = desk.task(argument).orElseThrow(() -> Argument.wrong("there is no such task"));
    Artifact artifact =
        task.artifacts().values().stream()
            .filter(one -> one.name().value().equals(argument.text("name")))
            .findFirst()
            .orElseThrow(() -> Argument.wrong("the task has no such file"));
    String shown = desk.session().editing().text(task, artifact).orElse("");
    return desk.session()
        .documents()
        .find(Places.file(task, artifact.name()))
        .map(now -> patch(desk, argument, new Patch(Pages.diff(shown, now.value()), false)))
        .orElse(null);
  }

  private static List<Option> artifacts(Session session, Argument argument) {
    return session
        .editing()
        .tasks()
        .filter(task -> task.id().value().equals(argument.text("task")))
        .flatMap(task -> task.artifacts().keySet().stream())
        .map(name -> new Option(name.value(), name.value()))
        .toList();
  }

  private static @Nullable Object init(Desk desk, Argument argument) {
    String folder = argument.required("repository");
    var proposal = desk.await(server(desk).repository().settings(new RepositoryParams(folder)));
    String prompt =
        "Write %s?%s"
            .formatted(proposal.path(), proposal.exists() ? " It replaces what is there." : "");
    if (!argument.has("settings") && !desk.confirms("tercet.init", argument, prompt, "Write")) {
      return null;
    }
    String settings =
        argument.has("settings") ? argument.required("settings") : proposal.settings();
    WrittenFile file =
        desk.await(
            server(desk)
                .repository()
                .init(new InitRepository(folder, settings, proposal.exists())));
    desk.show(Path.of(file.path()));
    return file;
  }
}
