package dev.tercet.server.app;

import dev.tercet.protocol.CreateTask;
import dev.tercet.protocol.ProtocolError;
import dev.tercet.protocol.TaskView;
import dev.tercet.server.agent.scripted.Script;
import dev.tercet.server.agent.scripted.ScriptException;
import dev.tercet.server.git.BranchName;
import dev.tercet.server.git.GitException;
import dev.tercet.server.git.Repository;
import dev.tercet.server.git.Selection;
import dev.tercet.server.runtime.Sender;
import dev.tercet.server.runtime.Tasks;
import dev.tercet.server.settings.ArtifactMerge;
import dev.tercet.server.settings.BranchPush;
import dev.tercet.server.settings.Key;
import dev.tercet.server.settings.Settings;
import dev.tercet.server.settings.WorktreeRemoval;
import dev.tercet.server.template.Diagnostic;
import dev.tercet.server.template.Template;
import dev.tercet.server.workflow.Charter;
import dev.tercet.server.workflow.CommitId;
import dev.tercet.server.workflow.Delivery;
import dev.tercet.server.workflow.Policy;
import dev.tercet.server.workflow.PresetName;
import dev.tercet.server.workflow.Step;
import dev.tercet.server.workflow.Supplied;
import dev.tercet.server.workflow.Task;
import dev.tercet.server.workflow.TaskId;
import dev.tercet.server.workflow.Ticket;
import dev.tercet.server.workflow.Verify;
import dev.tercet.server.workflow.Workflow;
import dev.tercet.server.workflow.WorkflowConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Takes a ticket in: finds its repository, base, target and workflow, and creates the task. */
public final class Creation {

  private static final String ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789";
  private static final int MOST_TITLE = 500;
  private static final int MOST_DESCRIPTION = 256 * 1024;
  private static final int MOST_SLUG = 32;
  private static final int KEY_LOCKS = 64;

  private final Repositories repositories;
  private final SettingsReader settingsReader;
  private final Workflows workflows;
  private final Trust trust;
  private final Tasks tasks;
  private final ReadModel model;
  private final Views views;
  private final Orders orders;
  private final Presets presets;
  private final SecureRandom random = new SecureRandom();

  /**
   * Held while a request is worked on, chosen by its key: sent twice at once, the second waits and
   * finds the task of the first.
   */
  private final List<ReentrantLock> keys =
      Stream.generate(ReentrantLock::new).limit(KEY_LOCKS).toList();

  public Creation(
      Repositories repositories,
      SettingsReader settingsReader,
      Workflows workflows,
      Trust trust,
      Tasks tasks,
      ReadModel model,
      Views views,
      Orders orders,
      Presets presets) {
    this.repositories = repositories;
    this.settingsReader = settingsReader;
    this.workflows = workflows;
    this.trust = trust;
    this.tasks = tasks;
    this.model = model;
    this.views = views;
    this.orders = orders;
    this.presets = presets;
  }

  /** Creates and starts a task. The same request with the same key finds the one that it made. */
  public TaskView create(Identity who, CreateTask request) throws InterruptedException {
    String key = request.key();
    if (key == null) {
      return found(who, request);
    }
    ReentrantLock same = keys.get(Math.floorMod(key.hashCode(), keys.size()));
    same.lockInterruptibly();
    try {
      return found(who, request);
    } finally {
      same.unlock();
    }
  }

  private TaskView found(Identity who, CreateTask request) {
    String payload = request.toString();
    Sender sender = orders.sender(new Orders.Envelope(who, "", null, request.key(), payload));
    Optional<ReadModel.Created> known =
        request.key() == null ? Optional.empty() : model.created(request.key());
    if (known.isPresent()) {
      if (!known.get().key().equals(sender.key())) {
        throw Denied.because(
            ProtocolError.KEY_REUSED,
            "key-reused",
            "this idempotency key was used to create " + known.get().task());
      }
      return views.task(known.get().task().value());
    }
    Charter charter = charter(request);
    presets.require(charter);
    List<Supplied> supplied = charter.supplied();
    if (Boolean.TRUE.equals(request.trust()) && supplied != null) {
      trust.accept(charter.commonDir(), supplied, who);
    }
    Task created = tasks.create(charter, sender);
    return with(presets.warnings(charter), views.task(created.id().value()));
  }

  /** The view with what only matters at the beginning. */
  private static TaskView with(List<String> more, TaskView view) {
    List<String> warnings = new ArrayList<>(view.warnings());
    warnings.addAll(more);
    return view.with(warnings);
  }

  private Charter charter(CreateTask request) {
    Ticket ticket = ticket(request);
    Repository repository = repositories.find(request.repository());
    CommitId standard = whole(repository, Repositories.commit(repository.base()));
    Settings settings = settingsReader.require(repository, standard);
    CommitId base = base(request, repository, settings, standard);
    String target = target(request, repository, settings);
    Workflow workflow = workflow(request, repository, standard, settings);
    TaskId id = id(ticket.title());
    CommitId start =
        workflow.config().base() == null || request.base() != null
            ? base
            : Repositories.commit(repository.revision(workflow.config().base()));
    whole(repository, start);
    return new Charter(
        id,
        ticket,
        repository.dirs().workTree().toString(),
        repository.dirs().gitDir().toString(),
        repository.dirs().commonDir().toString(),
        start,
        target,
        "tercet/" + id,
        delivery(request, settings),
        workflow,
        policy(settings, workflow),
        script(request),
        trust.supplied(
            repository, settings, start, supplied(request, repository, standard, settings)));
  }

  /** In a partial clone its files may not be here yet. */
  private static CommitId whole(Repository repository, CommitId commit) {
    try {
      repository.remotes().complete(commit);
    } catch (GitException unreachable) {
      throw Denied.because(
          ProtocolError.FAILED,
          "git",
          "%s is a partial clone, and files of commit %s could not be fetched: %s; fetch them with `git fetch --refetch`, or try again when the remote can be reached"
              .formatted(
                  repository.dirs().workTree(),
                  commit.value().substring(0, 10),
                  unreachable.getMessage()));
    }
    return commit;
  }

  private Optional<Map.Entry<String, String>> supplied(
      CreateTask request, Repository repository, CommitId commit, Settings settings) {
    String name = workflowName(request, settings);
    return workflows.supplied(name, repository, commit).map(text -> Map.entry(name, text));
  }

  private static String workflowName(CreateTask request, Settings settings) {
    return request.workflow() == null ? settings.get(Key.WORKFLOW).value() : request.workflow();
  }

  private static Ticket ticket(CreateTask request) {
    String title = request.title().strip();
    String description = request.description() == null ? "" : request.description();
    if (title.isEmpty() || title.length() > MOST_TITLE || title.lines().count() > 1) {
      throw Denied.because(
          ProtocolError.REFUSED,
          "bad-title",
          "a ticket's title is one line of 1 to %d characters".formatted(MOST_TITLE));
    }
    if (description.length() > MOST_DESCRIPTION) {
      throw Denied.because(
          ProtocolError.REFUSED,
          "bad-description",
          "a ticket's description has at most %d characters".formatted(MOST_DESCRIPTION));
    }
    return new Ticket(title, description, request.labels() == null ? List.of() : request.labels());
  }

  private static CommitId base(
      CreateTask request, Repository repository, Settings settings, CommitId standard) {
    String wanted =
        request.base() != null ? request.base() : settings.get(Key.BASE).value().orElse(null);
    return wanted == null ? standard : Repositories.commit(repository.revision(wanted));
  }

  private static String target(CreateTask request, Repository repository, Settings settings) {
    String wanted =
        request.target() != null ? request.target() : settings.get(Key.TARGET).value().orElse(null);
    Selection selection;
    try {
      selection = wanted == null ? repository.target() : repository.target(new BranchName(wanted));
    } catch (IllegalArgumentException noBranchName) {
      throw Denied.because(
          ProtocolError.REPOSITORY, "bad-target", String.valueOf(noBranchName.getMessage()));
    }
    return switch (selection) {
      case Selection.SelectedBranch(var branch, _) -> branch.value();
      case Selection.Selected(var name, _) -> name;
      case Selection.NotSelected(var reason) ->
          throw Denied.because(ProtocolError.REPOSITORY, "no-target", reason);
    };
  }

  private Workflow workflow(
      CreateTask request, Repository repository, CommitId commit, Settings settings) {
    String name = workflowName(request, settings);
    Template template = workflows.template(name, repository, commit, settings);
    Workflow workflow =
        template
            .workflow()
            .orElseThrow(
                () ->
                    Denied.because(
                        ProtocolError.BAD_TEMPLATE, "bad-template", errors(name, template)));
    Map<String, String> presets = request.presets() == null ? Map.of() : request.presets();
    return verifying(request.verify(), bound(workflow, presets));
  }

  private static String errors(String name, Template template) {
    return template.diagnostics().stream()
        .filter(Diagnostic::isError)
        .map(
            error ->
                "%s:%d: %s (%s)"
                    .formatted(
                        name, error.range().start().line() + 1, error.message(), error.code()))
        .collect(Collectors.joining("\n"));
  }

  private static Workflow bound(Workflow workflow, Map<String, String> presets) {
    if (presets.isEmpty()) {
      return workflow;
    }
    List<Step> steps = new ArrayList<>();
    for (Step step : workflow.steps()) {
      List<PresetName> agents =
          step.agents().stream().map(agent -> bound(step, agent, presets)).distinct().toList();
      steps.add(step.with(agents));
    }
    return new Workflow(
        workflow.name(), workflow.title(), workflow.artifactsPath(), workflow.config(), steps);
  }

  private static PresetName bound(Step step, PresetName agent, Map<String, String> presets) {
    String other = presets.getOrDefault(step.id().value(), presets.get(agent.value()));
    return other == null ? agent : new PresetName(other);
  }

  private static Workflow verifying(@Nullable String command, Workflow workflow) {
    if (command == null) {
      return workflow;
    }
    WorkflowConfig config = workflow.config();
    return new Workflow(
        workflow.name(),
        workflow.title(),
        workflow.artifactsPath(),
        new WorkflowConfig(
            config.base(),
            new Verify.Command(command),
            config.merge(),
            config.budget(),
            config.rounds(),
            config.reviewers()),
        workflow.steps());
  }

  private static Delivery delivery(CreateTask request, Settings settings) {
    if (request.delivery() != null) {
      return Delivery.valueOf(request.delivery().name());
    }
    return Delivery.valueOf(settings.get(Key.DELIVERY).value().name());
  }

  private static Policy policy(Settings settings, Workflow workflow) {
    return new Policy(
        settings.get(Key.SETUP).value().orElse(null),
        settings.get(Key.VERIFY).value().orElse(null),
        settings.get(Key.TEARDOWN).value().orElse(null),
        settings.get(Key.RETRIES).value(),
        settings.get(Key.ROUNDS).value(),
        settings.get(Key.RUN_TIMEOUT).value(),
        workflow.config().merge() == null
            ? settings.get(Key.MERGE_STRATEGY).value()
            : workflow.config().merge(),
        settings.get(Key.ARTIFACTS_MERGE).value() == ArtifactMerge.KEEP,
        settings.get(Key.WORKTREE_REMOVE).value() == WorktreeRemoval.AT_MERGE,
        settings.get(Key.BRANCH_PUSH).value() == BranchPush.AT_APPROVAL);
  }

  private static @Nullable String script(CreateTask request) {
    if (request.script() == null) {
      return null;
    }
    Path file = Path.of(request.script());
    if (!file.isAbsolute() || !Files.isRegularFile(file)) {
      throw Denied.because(ProtocolError.BAD_SCRIPT, "no-script", "there is no script at " + file);
    }
    try {
      Script.read(file);
    } catch (ScriptException wrong) {
      throw Denied.because(
          ProtocolError.BAD_SCRIPT, "bad-script", String.valueOf(wrong.getMessage()));
    }
    try {
      return file.toRealPath().toString();
    } catch (IOException gone) {
      throw Denied.because(
          ProtocolError.BAD_SCRIPT, "no-script", "cannot read " + file + ": " + gone.getMessage());
    }
  }

  private TaskId id(String title) {
    String slug =
        title.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    if (slug.length() > MOST_SLUG) {
      int dash = slug.lastIndexOf('-', MOST_SLUG);
      slug = slug.substring(0, dash > 8 ? dash : MOST_SLUG).replaceAll("-$", "");
    }
    StringBuilder id = new StringBuilder(slug.isEmpty() ? "task" : slug).append('-');
    for (int i = 0; i < 4; i++) {
      id.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return new TaskId(id.toString());
  }
}
