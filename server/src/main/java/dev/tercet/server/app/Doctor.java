package dev.tercet.server.app;

import dev.tercet.protocol.Check;
import dev.tercet.protocol.DoctorReport;
import dev.tercet.protocol.PresetView;
import dev.tercet.protocol.ProtocolError;
import dev.tercet.protocol.SettingsProposal;
import dev.tercet.protocol.WrittenFile;
import dev.tercet.server.agent.catalogue.KnownAgent;
import dev.tercet.server.git.Git;
import dev.tercet.server.git.Repository;
import dev.tercet.server.perform.Environment;
import dev.tercet.server.sandbox.Cage;
import dev.tercet.server.sandbox.Enforcement;
import dev.tercet.server.settings.Settings;
import dev.tercet.server.settings.SettingsFile;
import dev.tercet.server.settings.SettingsProblem;
import dev.tercet.server.workflow.CommitId;
import dev.tercet.server.workflow.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Looks what is there and what is missing, and proposes settings for a repository. */
public final class Doctor {

  private static final long LOW_DISK = 2L << 30;

  private final Git git;
  private final Path home;
  private final Presets presets;
  private final Repositories repositories;
  private final SettingsReader settings;
  private final AgentChecks agents;
  private final Cage cage;
  private final Runnable refresh;
  private final Notifier notifier;
  private final Budgets budgets;

  /**
   * A doctor for one daemon.
   *
   * @param refresh reads the environment of the login shell again
   */
  public Doctor(
      Git git,
      Path home,
      Presets presets,
      Repositories repositories,
      SettingsReader settings,
      Environment environment,
      Cage cage,
      Runnable refresh,
      Notifier notifier,
      Budgets budgets) {
    this.git = git;
    this.home = home;
    this.presets = presets;
    this.repositories = repositories;
    this.settings = settings;
    this.agents = new AgentChecks(presets, environment);
    this.cage = cage;
    this.refresh = refresh;
    this.notifier = notifier;
    this.budgets = budgets;
  }

  /**
   * What is there and what is missing.
   *
   * @param folder of a repository that is looked at too, where one is meant
   * @param anew asks the login shell for its variables again first; takes seconds at most
   * @param looking is told in a line what is looked at next
   */
  public DoctorReport report(@Nullable String folder, boolean anew, Consumer<String> looking) {
    if (anew) {
      looking.accept("the login shell");
      refresh.run();
    }
    List<Check> checks = new ArrayList<>();
    looking.accept("git and disk");
    checks.add(ok("git", git.version() + " at " + git.executable()));
    checks.add(disk());
    looking.accept("agents");
    checks.addAll(agents.all());
    checks.add(cage());
    checks.add(ok("prices", budgets.sources()));
    notifier.check().ifPresent(checks::add);
    if (folder != null) {
      looking.accept("the repository");
      checks.addAll(repository(folder));
    }
    return new DoctorReport(checks);
  }

  /** Tried anew: somebody who asks may have just installed what was missing. */
  private Check cage() {
    Enforcement found = cage.probeAgain();
    return switch (found) {
      case Enforcement.Enforced _ -> ok("cage", found.text());
      case Enforcement.NotEnforced(_, var remedy) ->
          new Check("cage", Check.State.WARNING, found.text(), remedy);
    };
  }

  private static Check ok(String name, String text) {
    return new Check(name, Check.State.OK, text, null);
  }

  private Check disk() {
    try {
      long free = Files.getFileStore(home).getUsableSpace();
      String text = "%d MiB free at %s".formatted(free >> 20, home);
      return free >= LOW_DISK
          ? ok("disk", text)
          : new Check("disk", Check.State.WARNING, text, "free some space: worktrees need it");
    } catch (IOException unknown) {
      return new Check(
          "disk", Check.State.WARNING, "cannot be read: " + unknown.getMessage(), null);
    }
  }

  private List<Check> repository(String folder) {
    try {
      Repository repository = repositories.find(folder);
      CommitId base = Repositories.commit(repository.base());
      List<Check> checks = new ArrayList<>();
      checks.add(
          ok("repository", repository.dirs().workTree() + " at " + base.value().substring(0, 10)));
      checks.add(
          repository
              .identity()
              .map(identity -> ok("identity", identity.toString()))
              .orElseGet(
                  () ->
                      new Check(
                          "identity",
                          Check.State.MISSING,
                          "git does not know who you are, so nothing can be committed",
                          "git config --global user.name 'Your Name'; git config --global user.email you@example.com")));
      List<SettingsProblem> problems = settings.read(repository, base).problems();
      checks.add(
          problems.isEmpty()
              ? ok("settings", "no problems")
              : new Check(
                  "settings",
                  Check.State.WARNING,
                  String.join("; ", problems.stream().map(SettingsProblem::toString).toList()),
                  "mend the file and commit it"));
      checks.addAll(presets(folder));
      return checks;
    } catch (Denied denied) {
      return List.of(new Check("repository", Check.State.MISSING, denied.refused().text(), null));
    }
  }

  /**
   * The presets that cannot run, and reviewers that are not independent: what is missing for what.
   */
  private List<Check> presets(String folder) {
    List<Check> checks = new ArrayList<>();
    List<PresetView> all = presets.list(folder).presets();
    Map<String, List<String>> lacking = new LinkedHashMap<>();
    all.stream()
        .filter(preset -> !preset.ready())
        .forEach(
            preset ->
                lacking.computeIfAbsent(preset.text(), _ -> new ArrayList<>()).add(preset.name()));
    lacking.forEach(
        (why, names) ->
            checks.add(
                new Check(
                    names.size() == 1 ? "preset" : "presets",
                    Check.State.MISSING,
                    String.join(", ", names) + ": " + why,
                    "`tercet preset list` shows what each comes to; settings.json chooses another")));
    Independence.warnings(all)
        .forEach(warning -> checks.add(new Check("families", Check.State.WARNING, warning, null)));
    return checks;
  }

  /** Settings that fit what is here, to be looked at before they are written. */
  public SettingsProposal propose(String folder) {
    Repository repository = repositories.find(folder);
    Path root = repository.dirs().workTree();
    Path file = root.resolve(".tercet/settings.json");
    List<String> notes = new ArrayList<>();
    String verify = VerifyGuess.of(root);
    if (verify == null) {
      notes.add("no build file that is known was found: set \"verify\" to what checks a change");
    }
    String text =
        """
        {
          "workflow": "multi-model"%s%s
        }
        """
            .formatted(
                verify == null ? "" : ",\n  \"verify\": \"" + verify + "\"", bindings(notes));
    return new SettingsProposal(file.toString(), text, Files.exists(file), notes);
  }

  /** Presets for the agents that can be used here, reviewers of another family than the builder. */
  private String bindings(List<String> notes) {
    List<KnownAgent> usable = agents.usable();
    if (presets.resolution().installed().isEmpty()) {
      notes.add("no agent is installed yet: presets take one as soon as it is");
      return "";
    }
    if (usable.isEmpty()) {
      notes.add("nobody is logged in with any installed agent: see `tercet doctor`");
      return "";
    }
    KnownAgent reviewer = Resolution.forRole(Role.REVIEW, 0, usable);
    KnownAgent second = Resolution.forRole(Role.REVIEW, 1, usable);
    KnownAgent builder = usable.getFirst();
    if (reviewer.family().equals(builder.family())) {
      notes.add(
          "only %s can be used here, so reviewers are of the builder's family: install an agent of another vendor"
              .formatted(builder.name()));
      return "";
    }
    notes.add(
        "%s builds, %s reviews: another family, so that the review is independent"
            .formatted(builder.name(), reviewer.name()));
    return """
    ,
      "presets": {
        "planner": { "agent": "%1$s" },
        "builder": { "agent": "%1$s" },
        "reviewer": { "agent": "%2$s" },
        "reviewer-a": { "agent": "%2$s" },
        "reviewer-b": { "agent": "%3$s" }
      }\
    """
        .formatted(builder.id(), reviewer.id(), second.id());
  }

  /** Writes settings into a repository's checkout, if they can be read back without an error. */
  public WrittenFile init(String folder, String text, boolean replace) {
    Path root = repositories.find(folder).dirs().workTree();
    Path file = root.resolve(".tercet/settings.json");
    List<SettingsProblem> errors =
        Settings.read(List.of(SettingsFile.repository(text))).problems().stream()
            .filter(SettingsProblem::isError)
            .toList();
    if (!errors.isEmpty()) {
      throw Denied.because(
          ProtocolError.BAD_SETTINGS, "bad-settings", errors.getFirst().toString());
    }
    if (Files.exists(file) && !replace && !Texts.holds(file, text)) {
      throw Denied.because(
          ProtocolError.REFUSED, "exists", file + " is there already; edit it instead");
    }
    Texts.write(root, file, text);
    return new WrittenFile(file.toString());
  }
}
