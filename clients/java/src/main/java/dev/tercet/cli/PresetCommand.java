package dev.tercet.cli;

import dev.tercet.protocol.ListPresets;
import dev.tercet.protocol.PresetList;
import dev.tercet.protocol.PresetView;
import dev.tercet.protocol.SetPreset;
import dev.tercet.protocol.ShowPreset;
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
    description = "List and show presets, or bind a step to another.",
    footer = {
      "",
      "Examples:",
      "  tercet preset list",
      "  tercet preset show reviewer",
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
    throw new ParameterException(spec.commandLine(), "list, show or set is missing");
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
