package dev.tercet.cli;

import com.google.gson.Gson;
import dev.tercet.protocol.ClusterView;
import dev.tercet.protocol.DecisionView;
import dev.tercet.protocol.Judgement;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What the demo's script decides: for {@code --auto}, and as a proposal to a person. */
record DemoChoices(List<Answer> answers, List<Choice> judgements) {

  /** For tasks whose id begins so: the answer to a question. */
  record Answer(String task, String question, String answer) {}

  /** For tasks whose id begins so: what becomes of findings that claim this. */
  record Choice(String task, String claim, String verdict, String line) {}

  static DemoChoices read() {
    return new Gson().fromJson(DemoSample.text("decisions.json"), DemoChoices.class);
  }

  Optional<String> answer(DecisionView view, String question) {
    return answers.stream()
        .filter(one -> view.task().startsWith(one.task()) && one.question().equals(question))
        .map(Answer::answer)
        .findFirst();
  }

  /** What becomes of a cluster; one that the script does not know is accepted. */
  Judgement judgement(String task, ClusterView cluster) {
    return judgements.stream()
        .filter(one -> task.startsWith(one.task()) && cluster.claim().contains(one.claim()))
        .findFirst()
        .map(
            one ->
                new Judgement(
                    cluster.findings(),
                    Judgement.Verdict.valueOf(one.verdict().toUpperCase(Locale.ROOT)),
                    one.line()))
        .orElseGet(() -> new Judgement(cluster.findings(), Judgement.Verdict.ACCEPT, null));
  }
}
