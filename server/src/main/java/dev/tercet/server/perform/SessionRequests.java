package dev.tercet.server.perform;

import dev.tercet.server.agent.SessionRequest;
import dev.tercet.server.agent.tools.RunTools;
import dev.tercet.server.workflow.Purpose;
import dev.tercet.server.workflow.Role;
import dev.tercet.server.workflow.RunOutcome;
import dev.tercet.server.workflow.RunRecord;
import dev.tercet.server.workflow.Step;
import dev.tercet.server.workflow.StepProgress;
import dev.tercet.server.workflow.Task;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an agent is asked to open its session for: a run, as data. */
final class SessionRequests {

  private final Places places;
  private final Fences fences;
  private final Duration questionHold;

  SessionRequests(Places places, Fences fences, Duration questionHold) {
    this.places = places;
    this.fences = fences;
    this.questionHold = questionHold;
  }

  SessionRequest of(
      Task task, RunRecord run, Chosen chosen, Path directory, @Nullable RunTools tools) {
    Step step = task.step(run.step());
    StepProgress progress = task.progress(step.id());
    boolean hasItem = step.role() == Role.BUILD && progress.hasItem();
    return new SessionRequest(
        run.id(),
        step.role(),
        run.preset().value(),
        step.name(),
        hasItem ? progress.item().text() : null,
        run.pass(),
        attempt(task, run),
        directory,
        ArtifactFiles.folder(task, directory),
        places.temp(run.id()),
        chosen.environment(),
        chosen.script(),
        session(task, run),
        timeout(step, chosen),
        chosen.stall(),
        questionHold,
        task.id(),
        hasItem ? progress.cursor() + 1 : 0,
        run.resumes(),
        answers(task, run),
        chosen.options(),
        fences.ofRun(task, run, chosen, directory, tools),
        tools == null ? null : tools.server(),
        chosen.permits());
  }

  private static Duration timeout(Step step, Chosen chosen) {
    Duration own = step.limits().timeout();
    return own == null ? chosen.timeout() : own;
  }

  /** How often this has been tried, this time included: the same preset at the same place. */
  private static int attempt(Task task, RunRecord run) {
    return Math.toIntExact(
        task.runs().values().stream()
                .filter(
                    other ->
                        other.step().equals(run.step())
                            && other.preset().equals(run.preset())
                            && other.pass() == run.pass()
                            && other.cursor() == run.cursor()
                            && other.purpose() != Purpose.ASK)
                .takeWhile(other -> !other.id().equals(run.id()))
                .filter(other -> !(other.outcome() instanceof RunOutcome.Waiting))
                .filter(other -> !(other.outcome() instanceof RunOutcome.Stopped))
                .count()
            + 1);
  }

  private static @Nullable String session(Task task, RunRecord run) {
    RunRecord resumed = run.resumes() == null ? null : task.run(run.resumes());
    return resumed == null || resumed.outcome() instanceof RunOutcome.Stopped
        ? null
        : resumed.session();
  }

  private static List<dev.tercet.server.agent.Answered> answers(Task task, RunRecord run) {
    return task.answers().stream()
        .filter(answered -> isOf(task, run, answered))
        .map(
            answered ->
                new dev.tercet.server.agent.Answered(answered.question(), answered.answer()))
        .toList();
  }

  private static boolean isOf(
      Task task, RunRecord run, dev.tercet.server.workflow.Answered answered) {
    RunRecord asker = task.run(answered.run());
    return asker != null
        && asker.step().equals(run.step())
        && asker.preset().equals(run.preset())
        && asker.pass() == run.pass()
        && asker.cursor() == run.cursor();
  }
}
