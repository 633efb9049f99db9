package dev.tercet.server.workflow;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What comes of a branch on its way: handed back, rebased, taken by the train or sent back. */
final class BranchReports {

  private BranchReports() {}

  static void head(Unfolding now, CommitId head, List<String> changed) {
    Workspace workspace = now.task().workspace();
    if (!workspace.head().equals(head) || !workspace.changed().equals(changed)) {
      now.add(new Event.HeadMoved(head, changed));
    }
  }

  static void handedBack(Unfolding now, Report.HandedBack report) {
    head(now, report.head(), report.changed());
    now.add(new Event.HandedBack(report.commit()));
    if (report.commit() != null) {
      verifyAgain(now, "What was changed by hand");
    }
  }

  static void rebased(Unfolding now, Report.Rebased report) {
    now.add(new Event.Rebased(report.base()));
    head(now, report.head(), report.changed());
    now.task()
        .decisions(Decision.Approval.class)
        .toList()
        .forEach(
            open ->
                now.add(new Event.DecisionVoided(open.id(), "the base moved while it was shown")));
    verifyAgain(now, "The change on its new base");
  }

  /** A finished build is verified and looked at again; one in progress will be anyway. */
  private static void verifyAgain(Unfolding now, String what) {
    if (Builds.isUnderWay(now.task())) {
      return;
    }
    Builds.last(now.task())
        .ifPresent(
            build -> {
              now.task()
                  .decisions(Decision.Merge.class)
                  .toList()
                  .forEach(
                      open ->
                          now.add(new Event.DecisionVoided(open.id(), what + " came after it")));
              List<Item> items = new ArrayList<>(List.of(Item.of(Item.Kind.VERIFY, what)));
              items.addAll(Builds.fixes(now.task()));
              Builds.openPass(now, build, items);
            });
  }

  static void returned(Unfolding now, Report.TrainReturned report) {
    boolean first = now.task().landing().returned() == 0;
    now.add(new Event.TrainReturned(report.target(), report.conflict(), report.evidence()));
    String reason =
        report.conflict()
            ? "it conflicts with " + now.task().charter().target()
            : "verification is red on " + now.task().charter().target();
    if (first && Builds.last(now.task()).isPresent()) {
      ProblemRules.integrate(now, reason + "\n" + report.evidence());
    } else {
      Problems.raise(
          now,
          report.conflict() ? Trouble.CONFLICT : Trouble.FAILURE,
          Spot.TRAIN,
          null,
          reason,
          report.evidence());
    }
  }

  static void refused(Unfolding now, String reason) {
    now.add(new Event.MergeRefused(reason));
    CommitId head = now.task().workspace().head();
    now.open(
        new Decision.Merge(
            now.nextDecision(), head, null, List.of("The merge was refused: " + reason)));
  }

  static void pushed(Unfolding now, EffectId effect, CommitId head, @Nullable String problem) {
    if (Effects.find(now.task(), effect).orElse(null) instanceof Effect.PushBranch push) {
      now.add(new Event.BranchPushed(push.approval(), head, problem));
    }
  }
}
