package dev.tercet.cli;

import dev.tercet.protocol.ListPresets;
import dev.tercet.protocol.PresetList;
import dev.tercet.protocol.PresetTrial;
import dev.tercet.protocol.PresetView;
import dev.tercet.protocol.SetPreset;
import dev.tercet.protocol.ShowPreset;
import dev.tercet.protocol.TestPreset;
import dev.tercet.protocol.Usage;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "preset",
    description = "List, show and try presets, or bind a step to another.",
    footer = {
      "",
      "Examples:",
      "  tercet preset list",
      "  tercet preset show reviewer",
      "  tercet preset test reviewer",
      "  tercet preset set csv-export-k3f9 Build builder-b"
    })
final class PresetCommand implements Callable<Integer> {

  private final Cli cli;
  @Spec private CommandSpec spec = CommandSpec.create();

  PresetCommand(Cli cli) {
    this.cli = cli;
  }

  @Override
  public Integer call() {
    throw new ParameterException(spec.commandLine(), "list, show, test or set is missing");
  }

  @Command(name = "list", description = "List the presets that a step can be bound to.")
  int list(@Mixin RepositoryOption repository, @Mixin JsonOption json) {
    PresetList list =
        cli.ask(daemon -> daemon.preset().list(new ListPresets(repository.orHere(cli))));
    if (json.on) {
      cli.json(list);
      return ExitCode.DONE;
    }
    Table table = new Table("PRESET", "ROLE", "AGENT", "MODEL", "FAMILY", "FROM", "");
    for (PresetView preset : list.presets()) {
      table.row(
          preset.name(),
          role(preset),
          preset.agent(),
          or(preset.model(), ""),
          or(preset.family(), "unknown"),
          preset.origin(),
          (preset.ready() ? Style.GREEN : Style.YELLOW).of(preset.text()));
    }
    cli.out().table(table);
    return ExitCode.DONE;
  }

  @Command(name = "show", description = "Show one preset.")
  int show(
      @Parameters(paramLabel = "PRESET", description = "See tercet preset list.") String name,
      @Mixin RepositoryOption repository,
      @Mixin JsonOption json) {
    ShowPreset params = new ShowPreset(name, repository.orHere(cli));
    PresetView preset = cli.ask(daemon -> daemon.preset().show(params));
    if (json.on) {
      cli.json(preset);
      return ExitCode.DONE;
    }
    Table table =
        new Table("", "")
            .wrapLast()
            .row("preset", preset.name())
            .row("role", role(preset))
            .row("agent", preset.agent())
            .row("model", or(preset.model(), "the agent's own choice"))
            .row("family", or(preset.family(), "unknown"))
            .row("from", preset.origin())
            .row(preset.ready() ? "ready" : "not ready", preset.text());
    Map<String, String> options = preset.options() == null ? Map.of() : preset.options();
    new TreeMap<>(options).forEach(table::row);
    cli.out().table(table);
    return ExitCode.DONE;
  }

  @Command(
      name = "test",
      description =
          "Ask a preset's agent for one word, and say how it went. It costs a few tokens.")
  int test(
      @Parameters(paramLabel = "PRESET", description = "See tercet preset list.") String name,
      @Mixin RepositoryOption repository,
      @Mixin JsonOption json) {
    TestPreset params = new TestPreset(name, repository.orHere(cli));
    PresetTrial trial = cli.ask(daemon -> daemon.preset().test(params));
    if (json.on) {
      cli.json(trial);
      return trial.worked() ? ExitCode.DONE : ExitCode.FAILED;
    }
    String head = trial.worked() ? Style.GREEN.of("works") : Style.RED.of("does not work");
    cli.out().line(preset(trial) + ": " + head);
    Table table = new Table("", "").wrapLast();
    table.row(trial.worked() ? "answer" : "reason", Text.line(trial.text()));
    table.row("to open a session", seconds(trial.startMillis()));
    table.row("to answer", seconds(trial.answerMillis()));
    table.row("tokens", trial.usage() == null ? "not told" : tokens(trial.usage()));
    cli.out().table(table);
    return trial.worked() ? ExitCode.DONE : ExitCode.FAILED;
  }

  private static String preset(PresetTrial trial) {
    return trial.agent().isEmpty() ? trial.preset() : trial.preset() + " (" + trial.agent() + ")";
  }

  private static String seconds(@Nullable Long millis) {
    return millis == null ? "never" : String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
  }

  private static String tokens(Usage usage) {
    String cost = usage.cost() == null ? "" : ", $" + usage.cost();
    return usage.input() + " in, " + usage.output() + " out" + cost;
  }

  @Command(name = "set", description = "Bind a step that has not ended to another preset.")
  int set(
      @Parameters(index = "0", paramLabel = "TASK", description = "Its id, or the beginning of it.")
          String task,
      @Parameters(index = "1", paramLabel = "STEP", description = "Its name.") String step,
      @Parameters(index = "2", paramLabel = "PRESET", description = "See tercet preset list.")
          String preset,
      @Mixin JsonOption json) {
    SetPreset params = new SetPreset(task, step, preset, null, cli.key());
    return TaskResult.of(cli, json, daemon -> daemon.task().setPreset(params));
  }

  private static String role(PresetView preset) {
    return preset.role() == null ? "any" : preset.role().name().toLowerCase(Locale.ROOT);
  }

  private static String or(@Nullable String text, String otherwise) {
    return text == null ? otherwise : text;
  }
}
