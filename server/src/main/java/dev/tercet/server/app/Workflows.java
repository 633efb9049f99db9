package dev.tercet.server.app;

import dev.tercet.protocol.Diagnostic;
import dev.tercet.protocol.ProtocolError;
import dev.tercet.protocol.WorkflowEntry;
import dev.tercet.protocol.WorkflowList;
import dev.tercet.protocol.WorkflowStep;
import dev.tercet.protocol.WorkflowView;
import dev.tercet.protocol.WrittenFile;
import dev.tercet.server.git.Repository;
import dev.tercet.server.git.TreeEntry;
import dev.tercet.server.settings.Settings;
import dev.tercet.server.template.BuiltInWorkflows;
import dev.tercet.server.template.PresetRoles;
import dev.tercet.server.template.Severity;
import dev.tercet.server.template.StepOutline;
import dev.tercet.server.template.Template;
import dev.tercet.server.workflow.ArtifactName;
import dev.tercet.server.workflow.CommitId;
import dev.tercet.server.workflow.Gate;
import dev.tercet.server.workflow.PresetName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The workflows there are: built in, of a repository's base commit, or a file. */
public final class Workflows {

  private static final int MOST_BYTES = 16 << 20;
  private static final List<String> FOLDERS = List.of(".tercet/workflows", ".zenflow/workflows");

  private final Repositories repositories;
  private final SettingsReader settings;

  public Workflows(Repositories repositories, SettingsReader settings) {
    this.repositories = repositories;
    this.settings = settings;
  }

  /** The template of that name or at that absolute path. */
  Template template(
      String nameOrFile,
      @Nullable Repository repository,
      @Nullable CommitId commit,
      Settings with) {
    PresetRoles roles = PresetRoles.with(with.presetRoles());
    if (Path.of(nameOrFile).isAbsolute()) {
      return Template.parse(name(nameOrFile), file(Path.of(nameOrFile)), roles);
    }
    Optional<String> supplied = supplied(nameOrFile, repository, commit);
    if (supplied.isPresent()) {
      return Template.parse(nameOrFile, supplied.get(), roles);
    }
    if (BuiltInWorkflows.isBuiltIn(nameOrFile)) {
      return Template.parse(nameOrFile, BuiltInWorkflows.text(nameOrFile), roles);
    }
    throw Denied.unknown(
        "there is no workflow \"%s\": `tercet workflow list` shows them".formatted(nameOrFile));
  }

  /** The text of that workflow where the repository supplies it. */
  Optional<String> supplied(
      String name, @Nullable Repository repository, @Nullable CommitId commit) {
    if (repository == null || commit == null || Path.of(name).isAbsolute()) {
      return Optional.empty();
    }
    return FOLDERS.stream()
        .flatMap(
            folder ->
                repository
                    .objects()
                    .readText(commit, folder + "/" + name + ".md", MOST_BYTES)
                    .stream())
        .findFirst();
  }

  private static String name(String file) {
    Path last = Path.of(file).getFileName();
    String name = last == null ? file : last.toString();
    return name.endsWith(".md") ? name.substring(0, name.length() - 3) : name;
  }

  private static String file(Path path) {
    try {
      if (Files.size(path) > MOST_BYTES) {
        throw Denied.because(
            ProtocolError.BAD_TEMPLATE, "too-large", path + " is larger than 16 MiB");
      }
      return Files.readString(path);
    } catch (IOException unreadable) {
      throw Denied.because(
          ProtocolError.BAD_TEMPLATE,
          "unreadable",
          "cannot read the workflow %s: %s".formatted(path, reason(unreadable)));
    }
  }

  private static String reason(IOException failure) {
    return failure instanceof java.nio.file.NoSuchFileException
        ? "there is no such file"
        : String.valueOf(failure.getMessage());
  }

  public WorkflowList list(@Nullable String folder) {
    List<WorkflowEntry> entries = new ArrayList<>();
    Settings user = settings.readUser().settings();
    for (String name : BuiltInWorkflows.names()) {
      entries.add(entry(template(name, null, null, user), name, "built-in"));
    }
    if (folder != null) {
      Repository repository = repositories.find(folder);
      CommitId base = Repositories.commit(repository.base());
      Settings own = settings.read(repository, base).settings();
      for (String from : FOLDERS) {
        for (TreeEntry file : repository.objects().list(base, from)) {
          String name = name(file.path());
          if (file.path().endsWith(".md")) {
            entries.removeIf(known -> known.name().equals(name));
            entries.add(entry(template(name, repository, base, own), name, from));
          }
        }
      }
    }
    return new WorkflowList(entries);
  }

  private static WorkflowEntry entry(Template template, String name, String origin) {
    int errors = 0;
    int warnings = 0;
    for (var diagnostic : template.diagnostics()) {
      errors += diagnostic.isError() ? 1 : 0;
      warnings += diagnostic.severity() == Severity.WARNING ? 1 : 0;
    }
    return new WorkflowEntry(
        name, template.title(), origin, template.steps().size(), errors, warnings);
  }

  public WorkflowView show(@Nullable String folder, @Nullable String name, @Nullable String file) {
    String wanted = file == null ? name == null ? "multi-model" : name : file;
    if (folder == null) {
      return view(template(wanted, null, null, settings.readUser().settings()));
    }
    Repository repository = repositories.find(folder);
    CommitId base = Repositories.commit(repository.base());
    return view(template(wanted, repository, base, settings.read(repository, base).settings()));
  }

  private static WorkflowView view(Template template) {
    return new WorkflowView(
        template.title(),
        template.writtenArtifactsPath(),
        template.steps().stream().map(Workflows::step).toList(),
        template.diagnostics().stream().map(Workflows::diagnostic).toList());
  }

  private static WorkflowStep step(StepOutline step) {
    return new WorkflowStep(
        step.name(),
        step.line(),
        step.done(),
        step.agents().stream().map(PresetName::value).toList(),
        gate(step.gate()),
        step.produces().stream().map(ArtifactName::value).toList(),
        step.reads().stream().map(ArtifactName::value).toList(),
        step.role() == null ? null : Views.role(step.role()));
  }

  private static String gate(@Nullable Gate gate) {
    return switch (gate) {
      case null -> "none";
      case Gate.Approve(var artifact) -> "approve " + artifact;
      case Gate.Findings _ -> "findings";
      case Gate.None _ -> "none";
    };
  }

  private static Diagnostic diagnostic(dev.tercet.server.template.Diagnostic diagnostic) {
    return new Diagnostic(
        switch (diagnostic.severity()) {
          case ERROR -> Diagnostic.Severity.ERROR;
          case WARNING -> Diagnostic.Severity.WARNING;
          case INFO -> Diagnostic.Severity.INFORMATION;
        },
        diagnostic.range().start().line() + 1,
        diagnostic.code().toString(),
        diagnostic.message());
  }

  /** Copies a built-in workflow into the repository's folder, where the team can change it. */
  public WrittenFile eject(String folder, String name) {
    if (!BuiltInWorkflows.isBuiltIn(name)) {
      throw Denied.unknown(
          "there is no built-in workflow \"%s\": there are %s"
              .formatted(name, String.join(", ", BuiltInWorkflows.names())));
    }
    Path root = repositories.find(folder).dirs().workTree();
    Path file = root.resolve(".tercet/workflows").resolve(name + ".md");
    if (Files.exists(file) && !Texts.holds(file, BuiltInWorkflows.text(name))) {
      throw Denied.because(
          ProtocolError.REFUSED, "exists", file + " is there already; delete it or edit it");
    }
    Texts.write(root, file, BuiltInWorkflows.text(name));
    return new WrittenFile(file.toString());
  }
}
