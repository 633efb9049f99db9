package dev.tercet.server.perform;

import dev.tercet.server.git.CommitResult;
import dev.tercet.server.git.Creation;
import dev.tercet.server.git.Repository;
import dev.tercet.server.review.Finding;
import dev.tercet.server.review.LineRange;
import dev.tercet.server.review.Moved;
import dev.tercet.server.workflow.Artifact;
import dev.tercet.server.workflow.ArtifactName;
import dev.tercet.server.workflow.CommitId;
import dev.tercet.server.workflow.Effect;
import dev.tercet.server.workflow.Report;
import dev.tercet.server.workflow.Step;
import dev.tercet.server.workflow.StepId;
import dev.tercet.server.workflow.Task;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the server does for a review: compares with the one before, and writes the review down. */
final class ReviewWork {

  private static final int MOST_PATCH = 8 << 20;
  private static final int MOST_FOLLOWED = 500;

  private final Places places;
  private final Commits commits;
  private final Lookout lookout;
  private final Secrets secrets;

  ReviewWork(Places places, Commits commits, Lookout lookout, Secrets secrets) {
    this.places = places;
    this.commits = commits;
    this.lookout = lookout;
    this.secrets = secrets;
  }

  void compare(Effect.CompareReviews effect, Reporter reporter) {
    Task task = reporter.task();
    Optional<Report> outside = lookout.trouble(task, effect.step(), effect.id());
    if (outside.isPresent()) {
      reporter.report(outside.get());
      return;
    }
    CommitId head = task.workspace().head();
    CommitId since = effect.since();
    if (since == null) {
      reporter.report(new Report.Compared(effect.id(), head, List.of(), List.of()));
      return;
    }
    Repository repository = places.repository(task);
    List<LineRange> changed =
        ChangedLines.of(repository.diffs().patch(since, head, MOST_PATCH).text());
    int pass = task.progress(effect.step()).pass();
    List<Finding> earlier =
        task.board().findings().stream()
            .filter(finding -> finding.pass() == pass - 1 && isOf(task, effect.step(), finding))
            .limit(MOST_FOLLOWED)
            .toList();
    List<Moved> moved = new FollowedLines(repository, since, head).of(earlier);
    reporter.report(new Report.Compared(effect.id(), head, changed, moved));
  }

  private static boolean isOf(Task task, StepId step, Finding finding) {
    return task.runs().values().stream()
        .anyMatch(
            run -> run.step().equals(step) && run.preset().value().equals(finding.reviewer()));
  }

  void write(Effect.WriteReview effect, Reporter reporter) {
    Task task = reporter.task();
    Step step = task.step(effect.step());
    Repository repository = places.repository(task);
    byte[] text = secrets.redact(ReviewText.of(task, step)).getBytes(StandardCharsets.UTF_8);
    Path worktree = places.worktree(task).directory();
    List<Artifact> artifacts = new ArrayList<>();
    for (ArtifactName name : ArtifactFiles.produced(step)) {
      ArtifactFiles.write(task, worktree, name, text);
      artifacts.add(ArtifactReader.read(repository, step.id(), name, text));
    }
    CommitResult committed = commits.artifacts(task, effect.id(), step);
    if (committed instanceof CommitResult.Withheld(var hits)) {
      reporter.report(Commits.withheld(effect.id(), hits));
      return;
    }
    removeCheckout(task, repository);
    reporter.report(
        new Report.ReviewWritten(effect.id(), artifacts, commits.head(task, committed)));
  }

  private void removeCheckout(Task task, Repository repository) {
    CommitId reviewed = task.landing().reviewed();
    if (reviewed == null) {
      return;
    }
    Path checkout = places.reviewCheckout(task, reviewed);
    if (Files.exists(checkout.resolve(".git"))
        && repository.worktrees().detached(checkout, reviewed)
            instanceof Creation.Ready(var worktree, _)) {
      repository.worktrees().removeDetached(worktree);
    }
  }
}
