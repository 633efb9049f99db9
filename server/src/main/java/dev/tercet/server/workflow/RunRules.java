package dev.tercet.server.workflow;

import java.util.Optional;

/** What a report about a run does to a task. */
final class RunRules {

  private RunRules() {}

  static Optional<Refusal> apply(Unfolding now, Report.OfRun report) {
    return switch (report) {
      case Report.RunBegan(var effect, var id, var agent, var pid, var started) -> {
        Optional<RunRecord> run = open(now.task(), id);
        run.ifPresent(_ -> now.add(new Event.RunStarted(id, agent, pid, started)));
        yield refuseUnless(run, effect);
      }
      case Report.RunHeldUp(var effect, var id, var reason) -> {
        Optional<RunRecord> run = open(now.task(), id);
        run.filter(known -> !reason.equals(known.waitsFor()))
            .ifPresent(_ -> now.add(new Event.RunHeldUp(id, reason)));
        yield refuseUnless(run, effect);
      }
      case Report.Asked asked -> {
        Optional<RunRecord> run = open(now.task(), asked.run());
        run.ifPresent(
            known ->
                now.open(
                    new Decision.Question(
                        now.nextDecision(),
                        known.step(),
                        known.preset(),
                        known.id(),
                        asked.text(),
                        asked.options())));
        yield refuseUnless(run, asked.effect());
      }
      case Report.Found found -> {
        Optional<RunRecord> run = open(now.task(), found.run());
        run.ifPresent(
            known ->
                now.add(new Event.FindingReported(ReportRules.finding(now.task(), known, found))));
        yield refuseUnless(run, found.effect());
      }
      case Report.RunFinished finished -> {
        Optional<RunRecord> run = open(now.task(), finished.run());
        run.ifPresent(_ -> finished(now, finished));
        yield refuseUnless(run, finished.effect());
      }
    };
  }

  private static Optional<RunRecord> open(Task task, RunId id) {
    return Optional.ofNullable(task.run(id)).filter(RunRecord::isOpen);
  }

  private static Optional<Refusal> refuseUnless(Optional<RunRecord> run, EffectId effect) {
    return run.isPresent() ? Optional.empty() : Optional.of(new Refusal.NotWanted(effect));
  }

  /** Only for a run that is open. */
  static void finished(Unfolding now, Report.RunFinished report) {
    open(now.task(), report.run()).ifPresent(run -> ended(now, run, report));
  }

  private static void ended(Unfolding now, RunRecord run, Report.RunFinished report) {
    Task task = now.task();
    Slot before = task.progress(run.step()).slots().get(run.preset());
    int failures = before == null ? 0 : before.failures();
    RunOutcome outcome = honest(task, run, report.outcome());
    if (task.phase().isTerminal() || run.purpose() == Purpose.ASK) {
      end(now, report, outcome, new Slot.Ended(run.id(), failures));
    } else if (hasOpenQuestion(task, run)) {
      // Whatever became of the process: the answer is what it goes on with.
      end(now, report, outcome, new Slot.Asking(run.id(), failures));
      now.move(run.step(), new StepState.Waiting());
    } else {
      ended(now, run, report, outcome, failures);
    }
  }

  private static void ended(
      Unfolding now, RunRecord run, Report.RunFinished report, RunOutcome outcome, int failures) {
    switch (outcome) {
      case RunOutcome.Finished _ -> {
        // A planner has done its part only when what it wrote is there: until then it may be
        // broken.
        boolean plans = now.task().step(run.step()).role() == Role.PLAN;
        end(now, report, outcome, new Slot.Ended(run.id(), plans ? failures : 0));
        StepReports.whenAllEnded(now, now.task().step(run.step()));
      }
      case RunOutcome.Waiting _ -> end(now, report, outcome, new Slot.Asking(run.id(), failures));
      case RunOutcome.Stopped _ -> end(now, report, outcome, new Slot.Stopped(run.id(), failures));
      case RunOutcome.Failed failed -> failed(now, run, report, failed, failures + 1);
    }
  }

  private static void failed(
      Unfolding now,
      RunRecord run,
      Report.RunFinished report,
      RunOutcome.Failed failed,
      int failures) {
    if (failed.cause() == RunOutcome.Cause.RATE_LIMITED) {
      // The account is held back, not the task at fault: the next run waits until it reopens.
      end(now, report, failed, new Slot.Broken(run.id(), failures - 1));
      now.queue(
          run.step(), run.preset(), Purpose.RETRY, new Told(run.note(), run.id(), failures - 1));
      return;
    }
    end(now, report, failed, new Slot.Broken(run.id(), failures));
    boolean again = failed.cause().mayPass() && failures <= now.task().charter().policy().retries();
    if (again) {
      now.queue(run.step(), run.preset(), Purpose.RETRY, new Told(run.note(), null, failures));
    } else {
      Problems.broken(now, run, failed);
    }
  }

  private static void end(Unfolding now, Report.RunFinished report, RunOutcome outcome, Slot slot) {
    now.add(
        new Event.RunEnded(
            report.run(), outcome, report.usage(), report.session(), report.transcript(), slot));
  }

  /** A run with an open question waits, whatever it says; one that waits has asked. */
  private static RunOutcome honest(Task task, RunRecord run, RunOutcome claimed) {
    return switch (claimed) {
      case RunOutcome.Finished _ when hasOpenQuestion(task, run) -> new RunOutcome.Waiting();
      case RunOutcome.Waiting _ when !hasAsked(task, run) ->
          new RunOutcome.Failed(
              RunOutcome.Cause.MISBEHAVED, "it ended to wait for an answer and had asked nothing");
      case RunOutcome.Finished _, RunOutcome.Waiting _, RunOutcome.Stopped _, RunOutcome.Failed _ ->
          claimed;
    };
  }

  private static boolean hasAsked(Task task, RunRecord run) {
    return hasOpenQuestion(task, run)
        || task.answers().stream().anyMatch(answered -> answered.run().equals(run.id()));
  }

  private static boolean hasOpenQuestion(Task task, RunRecord run) {
    return task.decisions(Decision.Question.class)
        .anyMatch(question -> question.run().equals(run.id()));
  }
}
