package dev.tercet.server.app;

import dev.tercet.server.git.Repository;
import dev.tercet.server.perform.TrustGate;
import dev.tercet.server.settings.AgentEntry;
import dev.tercet.server.settings.Key;
import dev.tercet.server.settings.Preset;
import dev.tercet.server.settings.Setting;
import dev.tercet.server.settings.Settings;
import dev.tercet.server.store.Sha256;
import dev.tercet.server.store.TrustLedger;
import dev.tercet.server.workflow.CommitId;
import dev.tercet.server.workflow.Decision;
import dev.tercet.server.workflow.DecisionId;
import dev.tercet.server.workflow.Hold;
import dev.tercet.server.workflow.Supplied;
import dev.tercet.server.workflow.Task;
import dev.tercet.server.workflow.Trouble;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Trust by content: what a repository's own files make run runs only after a human said so, for
 * exactly that content in exactly that repository.
 */
public final class Trust implements TrustGate {

  private static final List<String> FILES =
      List.of(".tercet/settings.json", ".zenflow/settings.json", ".worktreeinclude");
  private static final List<String> FOLDERS = List.of(".tercet/workflows/", ".zenflow/workflows/");

  private final TrustLedger ledger;
  private final Repositories repositories;
  private final SettingsReader reader;
  private final InstantSource clock;

  public Trust(
      TrustLedger ledger, Repositories repositories, SettingsReader reader, InstantSource clock) {
    this.ledger = ledger;
    this.repositories = repositories;
    this.reader = reader;
    this.clock = clock;
  }

  /**
   * Everything that a task would run because the repository says so, its contents kept to be shown.
   *
   * @param settings that the task's own commands come from
   * @param base that its presets and agents will be read from
   * @param workflow name and text of the workflow, where it is the repository's
   */
  List<Supplied> supplied(
      Repository repository,
      Settings settings,
      CommitId base,
      Optional<Map.Entry<String, String>> workflow) {
    Map<String, String> contents = new LinkedHashMap<>();
    command("setup", settings.get(Key.SETUP), contents);
    command("verify", settings.get(Key.VERIFY), contents);
    command("teardown", settings.get(Key.TEARDOWN), contents);
    workflow.ifPresent(it -> contents.put("workflow " + it.getKey(), it.getValue()));
    contents.putAll(agents(reader.read(repository, base).settings()));
    return kept(contents);
  }

  private static void command(
      String entry, Setting<Optional<String>> setting, Map<String, String> contents) {
    if (setting.needsTrust()) {
      setting.value().ifPresent(command -> contents.put(entry, command));
    }
  }

  private List<Supplied> kept(Map<String, String> contents) {
    List<Supplied> supplied = new ArrayList<>();
    contents.forEach(
        (entry, text) -> {
          String hash = Sha256.of(text).toString();
          ledger.keep(hash, text);
          supplied.add(new Supplied(entry, hash));
        });
    return supplied;
  }

  /** Presets and agents of a repository that do more than choose. */
  private static Map<String, String> agents(Settings settings) {
    Map<String, String> contents = new LinkedHashMap<>();
    settings
        .presets()
        .forEach(
            (name, preset) -> {
              if (preset.needsTrust()) {
                contents.put("preset " + name, text(preset.value()));
              }
            });
    settings
        .agents()
        .forEach(
            (id, agent) -> {
              if (agent.needsTrust()) {
                contents.put("agent " + id, text(agent.value()));
              }
            });
    return contents;
  }

  private static String text(Preset preset) {
    return lines(
        "agent", preset.agent(),
        "model", preset.model(),
        "script", preset.script(),
        "command", preset.command(),
        "options", new TreeMap<>(preset.options()),
        "env", preset.env(),
        "network", preset.network());
  }

  private static String text(AgentEntry agent) {
    return lines(
        "kind", agent.kind(),
        "command", agent.command(),
        "args", agent.args(),
        "env", new TreeMap<>(agent.env()),
        "provider", agent.provider(),
        "logins", agent.logins());
  }

  /** Names and values in turn; what is not set has no line. */
  private static String lines(@Nullable Object... parts) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < parts.length; i += 2) {
      String value = String.valueOf(parts[i + 1]);
      if (!List.of("null", "{}", "[]").contains(value)) {
        text.append(parts[i]).append(": ").append(value).append('\n');
      }
    }
    return text.toString();
  }

  @Override
  public List<Untrusted> untrusted(Task task) {
    List<Supplied> supplied = task.charter().supplied();
    return supplied == null ? List.of() : untrusted(task, supplied);
  }

  @Override
  public List<Untrusted> untrusted(Task task, CommitId base) {
    return untrusted(task, at(task, base));
  }

  private List<Supplied> at(Task task, CommitId base) {
    return kept(agents(reader.read(repositories.of(task), base).settings()));
  }

  private List<Untrusted> untrusted(Task task, List<Supplied> supplied) {
    String repository = task.charter().commonDir();
    return supplied.stream()
        .filter(one -> !ledger.trusts(repository, one.entry(), one.hash()))
        .map(one -> new Untrusted(one, shown(repository, one)))
        .toList();
  }

  private String shown(String repository, Supplied supplied) {
    String text = ledger.text(supplied.hash()).orElse("");
    return ledger
        .before(repository, supplied.entry())
        .map(before -> "changed since it was trusted:\n" + LineDiff.of(before, text))
        .orElse(text);
  }

  /** The human answered a decision with trust: in exactly what it showed. */
  void accept(Task task, DecisionId decision, Identity who) {
    if (task.open(decision) instanceof Decision.Problem problem
        && problem.trouble() == Trouble.TRUST) {
      List<Supplied> asked =
          task.hold() instanceof Hold.Rebasing(_, var onto)
              ? at(task, onto)
              : Optional.ofNullable(task.charter().supplied()).orElse(List.of());
      accept(task.charter().commonDir(), asked, who);
    }
  }

  void accept(String repository, List<Supplied> supplied, Identity who) {
    for (Supplied one : supplied) {
      if (!ledger.trusts(repository, one.entry(), one.hash())) {
        ledger.trust(
            new TrustLedger.Trusted(
                clock.instant(), repository, one.entry(), one.hash(), who.user(), who.client()));
      }
    }
  }

  static String warning(List<String> touched) {
    return "it changes %s: what that makes run is asked for again by the tasks after it"
        .formatted(String.join(", ", touched));
  }

  /** What of a change would be asked for again by the next task that starts from it. */
  static List<String> touched(List<String> changed) {
    return changed.stream()
        .filter(path -> FILES.contains(path) || FOLDERS.stream().anyMatch(path::startsWith))
        .toList();
  }
}
