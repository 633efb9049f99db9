package dev.tercet.cli;

import dev.tercet.protocol.Answer;
import dev.tercet.protocol.Approve;
import dev.tercet.protocol.Asked;
import dev.tercet.protocol.ClusterView;
import dev.tercet.protocol.DecisionView;
import dev.tercet.protocol.FindingList;
import dev.tercet.protocol.Judge;
import dev.tercet.protocol.Judgement;
import dev.tercet.protocol.Merge;
import dev.tercet.protocol.ReadArtifact;
import dev.tercet.protocol.Reject;
import dev.tercet.protocol.TaskParams;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Makes the demo's decisions: as the script proposes, or as the person says. */
final class DemoDesk {

  private final Cli cli;
  private final DemoChoices choices;
  private final boolean auto;
  private final Set<String> done = new HashSet<>();
  private final Map<String, Integer> decided = new HashMap<>();
  private final Map<String, Integer> dismissed = new HashMap<>();

  DemoDesk(Cli cli, DemoChoices choices, boolean auto) {
    this.cli = cli;
    this.choices = choices;
    this.auto = auto;
  }

  /** How many decisions were made, by task. */
  Map<String, Integer> decided() {
    return decided;
  }

  /** How many findings were dismissed, by task. */
  Map<String, Integer> dismissed() {
    return dismissed;
  }

  void decide(DecisionView view) {
    if (!done.add(view.task() + " " + view.id())) {
      return;
    }
    decided.merge(view.task(), 1, Integer::sum);
    switch (view.asked()) {
      case Asked.Approval approval -> approve(view, approval);
      case Asked.Question question -> answer(view, question);
      case Asked.Findings findings -> judge(view, findings);
      case Asked.Merge merge -> merge(view, merge);
      case Asked.Failure _,
          Asked.Conflict _,
          Asked.Limit _,
          Asked.Trust _,
          Asked.Boundary _,
          Asked.Footprint _ ->
          throw Failed.because(
              "the demo did not go as it should: " + view.task() + ": " + view.summary(),
              "the daemon's log is in the demo's folder");
    }
  }

  private void say(DecisionView view, String text) {
    cli.out().wrapped(Style.BOLD.of("you") + "  ", view.task() + "  " + Text.line(text));
    cli.out().flush();
  }

  private void approve(DecisionView view, Asked.Approval approval) {
    if (!auto) {
      String text =
          cli.ask(
                  server ->
                      server
                          .artifact()
                          .read(
                              new ReadArtifact(
                                  view.task(), approval.artifact(), approval.revision())))
              .text();
      ApprovalText.print(cli, view, approval, text);
      String said = ask("Enter approves; a line rejects, as a correction");
      if (!said.isBlank()) {
        cli.ask(
            server ->
                server
                    .decision()
                    .reject(new Reject(view.task(), said, view.id(), null, cli.key())));
        return;
      }
    }
    cli.ask(
        server ->
            server
                .decision()
                .approve(
                    new Approve(
                        view.task(),
                        view.id(),
                        approval.revision(),
                        approval.blob(),
                        null,
                        cli.key())));
    say(view, "approved " + approval.artifact() + " (revision " + approval.revision() + ")");
  }

  private void answer(DecisionView view, Asked.Question question) {
    String proposed =
        choices
            .answer(view, question.text())
            .orElseGet(() -> question.options().isEmpty() ? "yes" : question.options().getFirst());
    String answer = proposed;
    if (!auto) {
      cli.out().line("");
      cli.out().wrapped("", Style.BOLD.of(view.task() + " asks: ") + question.text());
      question.options().forEach(option -> cli.out().wrapped("  ", option));
      String said = ask("an answer; Enter takes \"" + proposed + "\"");
      answer = said.isBlank() ? proposed : said;
    }
    Answer params = new Answer(view.task(), answer, view.id(), null, cli.key());
    cli.ask(server -> server.decision().answer(params));
    say(view, "answered \"" + question.text() + "\": " + answer);
  }

  private void judge(DecisionView view, Asked.Findings findings) {
    if (!auto) {
      FindingList list = cli.ask(server -> server.finding().list(new TaskParams(view.task())));
      FindingText.print(cli.out(), view.task(), list);
    }
    List<Judgement> judgements = new ArrayList<>();
    for (ClusterView cluster : findings.clusters()) {
      if (cluster.state() == ClusterView.State.OPEN) {
        judgements.add(judgement(view, cluster));
      }
    }
    cli.ask(
        server ->
            server
                .decision()
                .judge(
                    new Judge(
                        view.task(),
                        findings.clusterRevision(),
                        judgements,
                        view.id(),
                        null,
                        cli.key())));
  }

  private Judgement judgement(DecisionView view, ClusterView cluster) {
    Judgement proposed = choices.judgement(view.task(), cluster);
    Judgement judgement = auto ? proposed : asked(cluster, proposed);
    boolean isDismissed = judgement.verdict() == Judgement.Verdict.DISMISS;
    if (isDismissed) {
      dismissed.merge(view.task(), 1, Integer::sum);
    }
    String word = isDismissed ? "dismissed" : "accepted";
    say(
        view,
        "%s a finding of %s: %s"
            .formatted(word, Text.count(cluster.findings().size(), "reviewer"), cluster.claim()));
    return judgement;
  }

  private Judgement asked(ClusterView cluster, Judgement proposed) {
    String verdict = proposed.verdict().name().toLowerCase(Locale.ROOT);
    String said =
        ask(
            "%s: Enter: %s (%s); \"a …\" accepts, \"d …\" dismisses, with a line"
                .formatted(cluster.id(), verdict, proposed.line() == null ? "" : proposed.line()));
    if (said.isBlank()) {
      return proposed;
    }
    String line = said.length() > 1 ? said.substring(1).strip() : "";
    boolean dismissed = said.startsWith("d");
    return new Judgement(
        cluster.findings(),
        dismissed ? Judgement.Verdict.DISMISS : Judgement.Verdict.ACCEPT,
        line.isEmpty() ? dismissed ? "not needed" : null : line);
  }

  private void merge(DecisionView view, Asked.Merge merge) {
    if (!auto) {
      cli.out().line("");
      cli.out().line(Style.BOLD.of(view.task()) + " is ready for " + merge.target());
      merge
          .overlaps()
          .forEach(
              overlap ->
                  cli.out()
                      .wrapped(
                          "",
                          Style.YELLOW.of(
                              overlap.task() + " touches " + String.join(", ", overlap.paths()))));
      remarks(merge).forEach(remark -> cli.out().wrapped("", Style.YELLOW.of(remark)));
      ask("Enter merges " + merge.head().substring(0, 10));
    } else if (remarks(merge).stream().anyMatch(remark -> remark.contains("refused"))) {
      // Saying the same again would go on for ever.
      throw Failed.because(
          view.task() + " cannot be merged: " + String.join("; ", remarks(merge)),
          "tercet demo, without --auto, lets you decide");
    }
    cli.ask(
        server ->
            server
                .decision()
                .merge(new Merge(view.task(), view.id(), merge.head(), null, cli.key())));
    say(view, "said to merge " + merge.head().substring(0, 10) + " into " + merge.target());
  }

  private static List<String> remarks(Asked.Merge merge) {
    List<String> remarks = merge.remarks();
    return remarks == null ? List.of() : remarks.stream().map(Text::line).toList();
  }

  private String ask(String what) {
    cli.out().ask(Style.CYAN.of(what) + " > ");
    String said = cli.readLine();
    if (said == null) {
      throw Failed.because("nobody is there to decide", "tercet demo --auto needs nobody");
    }
    return said.strip();
  }
}
