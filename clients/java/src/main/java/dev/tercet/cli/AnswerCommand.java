package dev.tercet.cli;

import dev.tercet.protocol.Answer;
import dev.tercet.protocol.Asked.Question;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "answer",
    description = "Answer an agent's question.",
    footer = {
      "",
      "Examples:",
      "  tercet answer token-rotation-p2aa 'keep the old token for an hour'"
    })
final class AnswerCommand implements Callable<Integer> {

  private final Cli cli;
  @Mixin private JsonOption json = new JsonOption();

  @Mixin private TaskArgument task = new TaskArgument();

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "TEXT",
      description = "The answer; without it you are asked.")
  private @Nullable String text;

  @Mixin private DecisionOption decision = new DecisionOption();

  AnswerCommand(Cli cli) {
    this.cli = cli;
  }

  @Override
  public Integer call() {
    OpenDecision<Question> open = OpenDecision.find(cli, task.id, Question.class, decision.id);
    String answer = text == null ? asked(open.asked()) : text;
    if (answer.isBlank()) {
      throw Failed.usage("an empty answer says nothing", "tercet answer " + task.id + " 'text'");
    }
    Answer params = new Answer(open.view().task(), answer, open.view().id(), null, cli.key());
    return TaskResult.of(cli, json, daemon -> daemon.decision().answer(params));
  }

  private String asked(Question question) {
    if (!cli.terminal() || json.on) {
      throw Failed.usage("nobody can be asked here", "tercet answer " + task.id + " 'text'");
    }
    cli.out().wrapped("", question.text());
    int number = 0;
    for (String option : question.options()) {
      cli.out().wrapped("  " + ++number + "  ", option);
    }
    cli.out().ask("Answer (or a number): ");
    String typed = cli.readLine();
    String answer = typed == null ? "" : typed.strip();
    boolean numbered = answer.matches("[1-9]") && Integer.parseInt(answer) <= number;
    return numbered ? question.options().get(Integer.parseInt(answer) - 1) : answer;
  }
}
