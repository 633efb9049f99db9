package dev.tercet.cli;

import dev.tercet.protocol.ClusterView;
import dev.tercet.protocol.FindingList;
import dev.tercet.protocol.Judge;
import dev.tercet.protocol.Judgement;
import dev.tercet.protocol.Judgement.Verdict;
import dev.tercet.protocol.TaskParams;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The parameters and the work that accept, dismiss, push-back and ask share. */
final class Judging {

  @Mixin private JsonOption json = new JsonOption();

  @Mixin private TaskArgument task = new TaskArgument();

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "FINDING",
      description = "f3 is one finding, c1 all that mean the same.")
  private List<String> findings = new ArrayList<>();

  @Option(
      names = {"-m", "--message"},
      paramLabel = "LINE",
      description = "A correction, a reason or a question.")
  private @Nullable String line;

  /** Judges just these; the others stay open. */
  int judge(Cli cli, Verdict verdict) {
    FindingList list = cli.ask(daemon -> daemon.finding().list(new TaskParams(task.id)));
    List<String> meant = findings.stream().flatMap(id -> meant(list, id)).distinct().toList();
    Judgement judgement = new Judgement(meant, verdict, line);
    Judge params =
        new Judge(task.id, list.clusterRevision(), List.of(judgement), null, null, cli.key());
    return TaskResult.of(cli, json, daemon -> daemon.decision().judge(params));
  }

  /** As {@link #judge}, for a verdict that means nothing without a line. */
  int judgeInWords(Cli cli, Verdict verdict, String wanted) {
    if (line == null || line.isBlank()) {
      throw Failed.usage(wanted + " is missing", "say it with -m 'a line'");
    }
    return judge(cli, verdict);
  }

  private Stream<String> meant(FindingList list, String id) {
    for (ClusterView cluster : list.clusters()) {
      if (cluster.id().equals(id)) {
        return cluster.findings().stream();
      }
    }
    if (list.findings().stream().noneMatch(finding -> finding.id().equals(id))) {
      throw Failed.because(
          task.id + " has no finding " + id, "tercet findings " + task.id + " lists them");
    }
    return Stream.of(id);
  }
}
