package dev.tercet.server.perform;

import dev.tercet.server.agent.AgentException;
import dev.tercet.server.agent.AgentSession;
import dev.tercet.server.agent.TurnResult;
import dev.tercet.server.agent.tools.RunTools;
import dev.tercet.server.git.Creation;
import dev.tercet.server.git.GitException;
import dev.tercet.server.git.Repository;
import dev.tercet.server.git.WorkingTree;
import dev.tercet.server.limit.Admission;
import dev.tercet.server.process.Orphan;
import dev.tercet.server.process.Orphans;
import dev.tercet.server.process.ProcessException;
import dev.tercet.server.store.StoreException;
import dev.tercet.server.store.Transcripts;
import dev.tercet.server.workflow.Artifact;
import dev.tercet.server.workflow.CommitId;
import dev.tercet.server.workflow.Decision;
import dev.tercet.server.workflow.Effect;
import dev.tercet.server.workflow.EffectId;
import dev.tercet.server.workflow.Item;
import dev.tercet.server.workflow.PresetName;
import dev.tercet.server.workflow.Report;
import dev.tercet.server.workflow.Role;
import dev.tercet.server.workflow.RunId;
import dev.tercet.server.workflow.RunOutcome;
import dev.tercet.server.workflow.RunRecord;
import dev.tercet.server.workflow.Step;
import dev.tercet.server.workflow.StepProgress;
import dev.tercet.server.workflow.Task;
import dev.tercet.server.workflow.TaskId;
import dev.tercet.server.workflow.Usage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Does a run: prepares the place, opens a session, sends the prompt, tells what came of it. */
final class RunWork {

  private static final Duration QUESTION_HOLD = Duration.ofMinutes(3);
  private static final Duration ORPHAN_GRACE = Duration.ofSeconds(2);
  private static final Duration SEAL_RETRY = Duration.ofSeconds(1);

  private final Places places;
  private final Commits commits;
  private final Fences fences;
  private final Lookout lookout;
  private final World world;
  private final AgentBook agents;
  private final RunLimits limits;
  private final Purse purse;
  private final Transcripts transcripts;
  private final InstantSource clock;
  private final SessionRequests requests;
  private final Occupants occupants;
  private final ReentrantLock checkoutLock = new ReentrantLock();

  /** The checkout for reviewers that was made whole since the daemon began, one for each task. */
  private final Map<TaskId, Path> whole = new ConcurrentHashMap<>();

  RunWork(
      World world,
      Places places,
      Commits commits,
      Occupants occupants,
      Fences fences,
      Lookout lookout) {
    this.places = places;
    this.commits = commits;
    this.occupants = occupants;
    this.fences = fences;
    this.lookout = lookout;
    this.world = world;
    this.agents = world.agents();
    this.limits = world.limits();
    this.purse = world.purse();
    this.transcripts = world.transcripts();
    this.clock = world.clock();
    this.requests = new SessionRequests(places, fences, QUESTION_HOLD);
  }

  void perform(Effect.StartRun effect, boolean before, Reporter reporter)
      throws InterruptedException {
    RunRecord run = reporter.task().run(effect.run());
    if (run == null) {
      return;
    }
    if (before) {
      reporter.onStop(() -> {}); // It is short, and a run that nobody reports is open for ever.
      takeUp(effect, run, reporter);
      return;
    }
    Halt halt = new Halt(Thread.currentThread());
    reporter.onStop(halt::stop);
    Ear ear = new Ear(effect, world, reporter, halt::stop);
    Ended ended;
    try {
      ended = withFallback(effect, run, reporter, ear, halt);
    } catch (InterruptedException stopped) {
      ended = new Ended(new RunOutcome.Stopped(), null);
    } catch (GitException | ProcessException | UncheckedIOException broken) {
      if (!halt.isStopped()) {
        throw broken;
      }
      ended = new Ended(new RunOutcome.Stopped(), null); // Interrupted in the middle of a call.
    } finally {
      occupants.leave(run.id());
    }
    halt.end();
    ear.note("END", Outcomes.words(ended.outcome()));
    String hash = sealed(effect, run, reporter, halt);
    reporter.report(
        new Report.RunFinished(
            effect.id(), run.id(), ended.outcome(), ear.usage(), ended.session(), hash));
  }

  /**
   * Closes the run's transcript. What an agent did must not be lost for a disk that is full at its
   * end: that is said and tried again, until the run is not wanted any more.
   *
   * @return the hash of the transcript; null where it could not be closed
   */
  private @Nullable String sealed(
      Effect.StartRun effect, RunRecord run, Reporter reporter, Halt halt)
      throws InterruptedException {
    while (true) {
      try {
        return transcripts.seal(reporter.task().id(), run.id()).hash().toString();
      } catch (StoreException noRoom) {
        if (halt.isStopped()) {
          return null;
        }
        heldUp(effect, String.valueOf(noRoom.getMessage()), reporter);
        TimeUnit.NANOSECONDS.sleep(SEAL_RETRY.toNanos());
      }
    }
  }

  /** With the preset's agent, or where that cannot be started, with the fallback's. */
  private Ended withFallback(
      Effect.StartRun effect, RunRecord run, Reporter reporter, Ear ear, Halt halt)
      throws InterruptedException {
    Set<PresetName> tried = new HashSet<>();
    PresetName preset = run.preset();
    while (true) {
      tried.add(preset);
      Ended ended = with(preset, effect, run, reporter, ear, halt);
      Optional<PresetName> other =
          Outcomes.cannotStart(ended.outcome()) && !halt.isStopped()
              ? agents.fallback(reporter.task(), preset).filter(next -> !tried.contains(next))
              : Optional.empty();
      if (other.isEmpty()) {
        return ended;
      }
      ear.note(
          "NOTE",
          "preset %s: %s; its fallback %s takes over"
              .formatted(preset, Outcomes.words(ended.outcome()), other.get()));
      occupants.leave(run.id());
      preset = other.get();
    }
  }

  private Ended with(
      PresetName preset,
      Effect.StartRun effect,
      RunRecord run,
      Reporter reporter,
      Ear ear,
      Halt halt)
      throws InterruptedException {
    try {
      Chosen chosen = agents.choose(reporter.task(), preset);
      return inTurn(effect, run, chosen, reporter, ear, halt);
    } catch (AgentException refused) {
      String reason = String.valueOf(refused.getMessage());
      return new Ended(new RunOutcome.Failed(Outcomes.cause(refused.failure()), reason), null);
    }
  }

  /** Waits for a place and does the run, unless there is a reason by then not to. */
  private Ended inTurn(
      Effect.StartRun effect, RunRecord run, Chosen chosen, Reporter reporter, Ear ear, Halt halt)
      throws InterruptedException {
    Admission.Ask ask = new Admission.Ask(run.id(), reporter.task().id(), chosen.source());
    try (RunLimits.Place _ = limits.enter(ask, reason -> heldUp(effect, reason, reporter))) {
      Purse.Allowance allowance = purse.allowance(reporter.task(), run);
      ear.begin(chosen, allowance);
      Optional<String> usedUp = allowance.usedUp(Usage.UNKNOWN);
      if (usedUp.isPresent()) {
        return new Ended(new RunOutcome.Failed(RunOutcome.Cause.BUDGET, usedUp.get()), null);
      }
      if (!isStillApproved(run, reporter)) {
        return new Ended(new RunOutcome.Stopped(), null);
      }
      return turn(effect, run, chosen, reporter, ear, halt);
    }
  }

  private static void heldUp(Effect.StartRun effect, String reason, Reporter reporter) {
    reporter.report(new Report.RunHeldUp(effect.id(), effect.run(), reason));
  }

  /** How a turn ended, with what is needed to go on in the same context. */
  private record Ended(RunOutcome outcome, @Nullable String session) {}

  /**
   * A run that an earlier daemon began: what is left of it is ended, and its work put aside, unless
   * it waits for an answer, which is to find everything as it was.
   */
  private void takeUp(Effect.StartRun effect, RunRecord run, Reporter reporter) {
    Orphans.end(new Orphan(Long.MAX_VALUE, Instant.EPOCH, run.id().value()), ORPHAN_GRACE);
    Task task = reporter.task();
    boolean works = task.step(run.step()).role() != Role.REVIEW && task.workspace().path() != null;
    if (works && !isAsking(task, run)) {
      occupants.whenEmpty(places.worktree(task).directory(), () -> putAside(task, run.id()));
    }
    reporter.report(
        new Report.RunFinished(
            effect.id(), run.id(), new RunOutcome.Stopped(), Usage.UNKNOWN, null, null));
  }

  private static boolean isAsking(Task task, RunRecord run) {
    return task.decisions(Decision.Question.class)
        .anyMatch(question -> question.run().equals(run.id()));
  }

  private void putAside(Task task, RunId run) {
    WorkingTree files = places.workingTree(task);
    commits.takeBack(task, files);
    List<String> except = Places.uncommitted(task);
    if (!files.status(except).isClean()) {
      files.savePartial(run, except);
      files.reset(task.workspace().head(), except);
    }
  }

  /** A builder starts only if the approved artifacts are, on disk, what was approved. */
  private boolean isStillApproved(RunRecord run, Reporter reporter) {
    Task task = reporter.task();
    if (task.step(run.step()).role() != Role.BUILD) {
      return true;
    }
    Repository repository = places.repository(task);
    Path worktree = places.worktree(task).directory();
    for (Artifact known : task.artifacts().values()) {
      Optional<byte[]> bytes = ArtifactFiles.read(task, worktree, known.name());
      if (bytes.isPresent() && !repository.objects().hashBlob(bytes.get()).equals(known.blob())) {
        Artifact edited = ArtifactReader.read(repository, known.step(), known.name(), bytes.get());
        reporter.report(new Report.ArtifactEdited(new EffectId("run:" + run.id()), edited));
      }
    }
    return reporter.task().mayBuild(run.step());
  }

  private Ended turn(
      Effect.StartRun effect, RunRecord run, Chosen chosen, Reporter reporter, Ear ear, Halt halt)
      throws InterruptedException {
    Task task = reporter.task();
    Path directory = directory(task, run);
    prepare(task, run, directory);
    if (!fences.hold()) {
      lookout.begin(task, run.id());
    }
    reporter.report(new Report.RunBegan(effect.id(), run.id(), chosen.label(), 0, clock.millis()));
    try (RunTools tools = tools(task, run, chosen, ear);
        AgentSession session =
            chosen.agent().open(requests.of(task, run, chosen, directory, tools), ear)) {
      halt.hold(session);
      String prompt =
          session.isResumed()
              ? Prompts.continuing(task, run)
              : Prompts.whole(task, run, partial(task, run));
      ear.note("PROMPT", prompt);
      TurnResult result = ended(session.prompt(prompt), ear);
      limits.tell(chosen.source().account(), result);
      return Files.isDirectory(directory)
          ? new Ended(Outcomes.outcome(result, ear), session.resumeToken().orElse(null))
          : new Ended(
              new RunOutcome.Failed(
                  RunOutcome.Cause.CRASHED, directory + " was deleted while it worked there"),
              null);
    } finally {
      halt.release();
      ear.flush();
      lookout.end(task, run.id());
      Places.delete(places.temp(run.id()));
    }
  }

  /** The run's own tools, where its agent can use them. */
  private @Nullable RunTools tools(Task task, RunRecord run, Chosen chosen, Ear ear) {
    return chosen.agent().takesTools()
        ? RunTools.open(places.temp(run.id()), task.step(run.step()).role(), ear, clock)
        : null;
  }

  /** A turn in which something was asked by a tool ended to be continued with the answer. */
  private static TurnResult ended(TurnResult result, Ear ear) {
    return result instanceof TurnResult.Finished && ear.hasAskedByTool()
        ? new TurnResult.Waiting()
        : result;
  }

  private @Nullable String partial(Task task, RunRecord run) {
    if (run.resumes() == null || task.step(run.step()).role() != Role.BUILD) {
      return null;
    }
    Repository repository = places.repository(task);
    return places
        .workingTree(task)
        .partial(run.resumes())
        .map(
            commit ->
                repository
                    .diffs()
                    .patch(task.workspace().head(), commit, Prompts.MOST_PARTIAL)
                    .text())
        .orElse(null);
  }

  private Path directory(Task task, RunRecord run) throws InterruptedException {
    if (task.step(run.step()).role() != Role.REVIEW) {
      return places.worktree(task).directory();
    }
    CommitId head = task.workspace().head();
    Path checkout = places.reviewCheckout(task, head);
    checkoutLock.lockInterruptibly();
    try {
      // What an earlier daemon left may lack files: it may have been killed while git wrote them.
      boolean isWhole =
          Files.exists(checkout.resolve(".git")) && checkout.equals(whole.get(task.id()));
      if (!isWhole) {
        Creation creation = places.repository(task).worktrees().detached(checkout, head);
        if (creation instanceof Creation.DirectoryTaken(var where, var reason)) {
          throw new AgentException(
              TurnResult.Cause.NOT_STARTED,
              "the reviewers' checkout cannot be made at %s: %s".formatted(where, reason));
        }
        ArtifactFiles.show(task, checkout);
        whole.put(task.id(), checkout);
      }
    } finally {
      checkoutLock.unlock();
    }
    return checkout;
  }

  private void prepare(Task task, RunRecord run, Path directory) throws InterruptedException {
    try {
      Files.createDirectories(places.temp(run.id()));
      ArtifactFiles.makeFolder(directory, ArtifactFiles.folder(task, directory));
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot make the folders of run " + run.id() + ": " + e.getMessage(), e);
    }
    Step step = task.step(run.step());
    if (step.role() == Role.REVIEW) {
      return;
    }
    boolean afresh = run.resumes() == null && !isIntegrating(task, step);
    occupants.enter(directory, run, afresh ? () -> putAside(task, run.id()) : () -> {});
    ArtifactFiles.writeAnswers(task, directory);
    ArtifactFiles.show(task, directory);
  }

  private static boolean isIntegrating(Task task, Step step) {
    StepProgress progress = task.progress(step.id());
    return progress.hasItem() && progress.item().kind() == Item.Kind.INTEGRATE;
  }
}
