package dev.tercet.server.perform;

import dev.tercet.server.review.Claim;
import dev.tercet.server.workflow.Artifact;
import dev.tercet.server.workflow.Report;
import dev.tercet.server.workflow.RunOutcome;
import dev.tercet.server.workflow.Task;
import dev.tercet.server.workflow.Verification;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A reporter that takes known secrets out of every free text before the task, and with it the
 * journal and everyone who is notified, hears of it. Names, ids and paths stay as they are.
 */
final class Redacted implements Reporter {

  private final Reporter reporter;
  private final Secrets secrets;

  Redacted(Reporter reporter, Secrets secrets) {
    this.reporter = reporter;
    this.secrets = secrets;
  }

  @Override
  public Task task() {
    return reporter.task();
  }

  @Override
  public boolean await(Predicate<Task> state, Duration limit) throws InterruptedException {
    return reporter.await(state, limit);
  }

  @Override
  public void onStop(Runnable stop) {
    reporter.onStop(stop);
  }

  @Override
  public boolean report(Report report) {
    return reporter.report(clean(report));
  }

  private Report clean(Report report) {
    return switch (report) {
      case Report.SetupRan(var id, var result) -> new Report.SetupRan(id, clean(result));
      case Report.BaselineRan(var id, var result) -> new Report.BaselineRan(id, clean(result));
      case Report.Verified(var id, var result) -> new Report.Verified(id, clean(result));
      case Report.CheckRan(var id, var result, var artifacts, var head) ->
          new Report.CheckRan(id, clean(result), clean(artifacts), head);
      case Report.Asked(var id, var run, var text, var options) ->
          new Report.Asked(id, run, secrets.redact(text), each(options));
      case Report.Found(var id, var run, var family, var claim) ->
          new Report.Found(id, run, family, clean(claim));
      case Report.RunFinished(var id, var run, var outcome, var usage, var session, var hash) ->
          new Report.RunFinished(id, run, clean(outcome), usage, session, hash);
      case Report.ArtifactEdited(var id, var artifact) ->
          new Report.ArtifactEdited(id, clean(artifact));
      case Report.Collected(var id, var artifacts, var missing, var head) ->
          new Report.Collected(id, clean(artifacts), missing, head);
      case Report.ReviewWritten(var id, var artifacts, var head) ->
          new Report.ReviewWritten(id, clean(artifacts), head);
      case Report.Merged(var id, var onto, var commit, var result) ->
          new Report.Merged(id, onto, commit, result == null ? null : clean(result));
      case Report.TrainReturned(var id, var target, var conflict, var evidence) ->
          new Report.TrainReturned(id, target, conflict, secrets.redact(evidence));
      case Report.MergeRefused(var id, var reason) ->
          new Report.MergeRefused(id, secrets.redact(reason));
      case Report.WorktreeKept(var id, var reason) ->
          new Report.WorktreeKept(id, secrets.redact(reason));
      case Report.Troubled(var id, var trouble, var reason, var evidence) ->
          new Report.Troubled(id, trouble, secrets.redact(reason), secrets.redact(evidence));
      case Report.BranchPushed(var id, var head, var problem) ->
          new Report.BranchPushed(id, head, clean(problem));
      case Report.UndoRed(var id, var reason, var evidence) ->
          new Report.UndoRed(id, secrets.redact(reason), secrets.redact(evidence));
      case Report.RunHeldUp(var id, var run, var reason) ->
          new Report.RunHeldUp(id, run, secrets.redact(reason));
      case Report.Begun _,
          Report.WorktreeMade _,
          Report.RunBegan _,
          Report.Integrated _,
          Report.Committed _,
          Report.Compared _,
          Report.HandedBack _,
          Report.Rebased _,
          Report.Published _,
          Report.Undone _,
          Report.WorktreeRemoved _,
          Report.Deleted _ ->
          report;
    };
  }

  private Verification clean(Verification result) {
    return new Verification(
        result.command(), result.exitCode(), secrets.redact(result.output()), result.took());
  }

  private RunOutcome clean(RunOutcome outcome) {
    return switch (outcome) {
      case RunOutcome.Finished(var answer) -> new RunOutcome.Finished(secrets.redact(answer));
      case RunOutcome.Failed(var cause, var reason) ->
          new RunOutcome.Failed(cause, secrets.redact(reason));
      case RunOutcome.Waiting _, RunOutcome.Stopped _ -> outcome;
    };
  }

  private List<Artifact> clean(List<Artifact> artifacts) {
    return artifacts.stream().map(this::clean).toList();
  }

  private Artifact clean(Artifact artifact) {
    return new Artifact(
        artifact.name(),
        artifact.step(),
        artifact.revision(),
        artifact.blob(),
        each(artifact.items()),
        artifact.touches(),
        artifact.verify(),
        each(artifact.problems()));
  }

  private List<String> each(List<String> texts) {
    return texts.stream().map(secrets::redact).toList();
  }

  private Claim clean(Claim claim) {
    return new Claim(
        claim.severity(),
        claim.file(),
        claim.startLine(),
        claim.endLine(),
        claim.symbol(),
        clean(claim.defectClass()),
        secrets.redact(claim.text()),
        clean(claim.evidence()),
        clean(claim.suggestion()),
        clean(claim.probe()),
        clean(claim.malformed()));
  }

  private @Nullable String clean(@Nullable String text) {
    return text == null ? null : secrets.redact(text);
  }
}
