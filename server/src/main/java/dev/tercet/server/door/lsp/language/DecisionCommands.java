package dev.tercet.server.door.lsp.language;

import dev.tercet.protocol.Answer;
import dev.tercet.protocol.Approve;
import dev.tercet.protocol.Asked;
import dev.tercet.protocol.DecisionView;
import dev.tercet.protocol.Judge;
import dev.tercet.protocol.Judgement;
import dev.tercet.protocol.Merge;
import dev.tercet.protocol.Option;
import dev.tercet.protocol.Reject;
import dev.tercet.protocol.Resolve;
import dev.tercet.protocol.TaskParams;
import dev.tercet.protocol.TaskView;
import dev.tercet.protocol.TercetServer;
import dev.tercet.server.review.Cluster;
import dev.tercet.server.review.Standing;
import dev.tercet.server.workflow.Counts;
import dev.tercet.server.workflow.Decision;
import dev.tercet.server.workflow.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The commands that make decisions. */
final class DecisionCommands {

  static final List<CommandForm> ALL =
      List.of(
          CommandForm.of(
              "approve",
              DecisionCommands::approve,
              task("Approve what?", Decision.Approval.class::isInstance),
              new Parameter.Optional("decision")),
          CommandForm.of(
              "reject",
              (desk, argument) ->
                  desk.follows(
                      desk.await(
                          desk.session().server().decision().reject(argument.as(Reject.class)))),
              task(
                  "Send what back?",
                  open -> open instanceof Decision.Approval || open instanceof Decision.Merge),
              new Parameter.Line("correction", "What is wrong?"),
              new Parameter.Optional("decision")),
          CommandForm.of(
              "answer",
              (desk, argument) ->
                  desk.follows(
                      desk.await(
                          desk.session().server().decision().answer(argument.as(Answer.class)))),
              task("Answer which?", Decision.Question.class::isInstance),
              new Parameter.Line("text", "Your answer"),
              new Parameter.Optional("decision")),
          judging("accept", Judgement.Verdict.ACCEPT, "Which findings are right?"),
          judging("dismiss", Judgement.Verdict.DISMISS, "Which findings are none?"),
          judging("pushBack", Judgement.Verdict.PUSH_BACK, "Which findings to mend as you say?"),
          judging("ask", Judgement.Verdict.ASK, "Ask about which findings?"),
          CommandForm.of(
              "merge",
              DecisionCommands::merge,
              task("Merge what?", Decision.Merge.class::isInstance),
              new Parameter.Optional("decision")),
          CommandForm.of(
              "trust",
              DecisionCommands::trust,
              task("Trust what?", DecisionCommands::isTrust),
              new Parameter.Optional("decision")),
          CommandForm.of(
              "resolve",
              (desk, argument) ->
                  desk.follows(
                      desk.await(
                          desk.session().server().decision().resolve(argument.as(Resolve.class)))),
              task("Resolve what?", Decision.Problem.class::isInstance),
              new Parameter.Choice("decision", "Which one?", DecisionCommands::problems),
              new Parameter.Choice("option", "What is to be done?", DecisionCommands::options),
              new Parameter.Optional("line")));

  private DecisionCommands() {}

  private static Parameter task(String prompt, Predicate<Decision> kind) {
    return new Parameter.OfTask(
        "task", prompt, task -> task.decisions().values().stream().anyMatch(kind));
  }

  /** Approves what the argument says was shown; where it says nothing, shows it first. */
  private static @Nullable Object approve(Desk desk, Argument argument) {
    if (!argument.has("artifactRevision") && !argument.has("blob")) {
      Optional<Decision.Approval> open =
          desk.task(argument).flatMap(task -> only(task, argument, Decision.Approval.class));
      if (open.isPresent() && !shows(desk, argument, open.get())) {
        return null;
      }
    }
    return desk.follows(
        desk.await(desk.session().server().decision().approve(argument.as(Approve.class))));
  }

  private static boolean isTrust(Decision decision) {
    return decision instanceof Decision.Problem problem
        && problem.options().contains(dev.tercet.server.workflow.Option.TRUST);
  }

  /** Shows what would run, and trusts exactly that. */
  private static @Nullable Object trust(Desk desk, Argument argument) {
    TercetServer server = desk.session().server();
    TaskView task = desk.await(server.task().show(new TaskParams(argument.required("task"))));
    String named = argument.text("decision");
    DecisionView open =
        task.decisions().stream()
            .filter(decision -> decision.asked() instanceof Asked.Trust)
            .filter(decision -> named == null || decision.id().equals(named))
            .findFirst()
            .orElseThrow(() -> Argument.wrong("nothing of this task waits to be trusted"));
    Asked.Trust asked = (Asked.Trust) open.asked();
    desk.page(task.summary().id() + "-trust.md", Pages.trust(asked));
    String prompt = "Let exactly this run for %s: %s?".formatted(open.task(), asked.what());
    if (!desk.confirms("tercet.trust", argument, prompt, "Trust")) {
      return null;
    }
    Resolve trust = new Resolve(open.task(), open.id(), "trust", null, null, argument.text("key"));
    return desk.follows(desk.await(server.decision().resolve(trust)));
  }

  private static boolean shows(Desk desk, Argument argument, Decision.Approval open) {
    Task task = desk.task(argument).orElseThrow();
    desk.show(Places.file(task, open.shown().artifact()));
    argument.put("artifactRevision", open.shown().revision());
    argument.put("blob", open.shown().blob().value());
    return desk.confirms(
        "tercet.approve",
        argument,
        "Approve %s (revision %d) of %s?"
            .formatted(open.shown().artifact(), open.shown().revision(), task.id()),
        "Approve");
  }

  private static @Nullable Object merge(Desk desk, Argument argument) {
    if (!argument.has("head")) {
      Optional<Decision.Merge> open =
          desk.task(argument).flatMap(task -> only(task, argument, Decision.Merge.class));
      if (open.isPresent()) {
        Task task = desk.task(argument).orElseThrow();
        argument.put("head", open.get().head().value());
        String prompt =
            "Merge %s (%s) into %s?"
                .formatted(
                    task.id(),
                    Counts.of(task.workspace().changed().size(), "file"),
                    task.charter().target());
        if (!desk.confirms("tercet.merge", argument, prompt, "Merge")) {
          return null;
        }
      }
    }
    return desk.follows(
        desk.await(desk.session().server().decision().merge(argument.as(Merge.class))));
  }

  private static <D extends Decision> Optional<D> only(
      Task task, Argument argument, Class<D> kind) {
    String named = argument.text("decision");
    List<D> open =
        task.decisions(kind)
            .filter(decision -> named == null || decision.id().value().equals(named))
            .toList();
    return open.size() == 1 ? Optional.of(open.getFirst()) : Optional.empty();
  }

  private static CommandForm judging(String name, Judgement.Verdict verdict, String prompt) {
    List<Parameter> parameters = new ArrayList<>();
    parameters.add(task("Of which task?", Decision.Findings.class::isInstance));
    parameters.add(new Parameter.Choice("findings", prompt, DecisionCommands::clusters));
    parameters.add(
        switch (verdict) {
          case ACCEPT -> new Parameter.Optional("line");
          case DISMISS -> new Parameter.Line("line", "Why is it none?");
          case PUSH_BACK -> new Parameter.Line("line", "What is to be done?");
          case ASK -> new Parameter.Line("line", "What do you want to know?");
        });
    return CommandForm.of(
        name,
        (desk, argument) -> judge(desk, argument, verdict),
        parameters.toArray(Parameter[]::new));
  }

  private static Object judge(Desk desk, Argument argument, Judgement.Verdict verdict) {
    Task task =
        desk.task(argument)
            .orElseThrow(() -> Argument.wrong("there is no such task, or several begin so"));
    if (!argument.has("clusterRevision")) {
      argument.put("clusterRevision", task.board().revision());
    }
    Judge judge =
        new Judge(
            task.id().value(),
            Integer.parseInt(argument.required("clusterRevision")),
            List.of(new Judgement(findings(task, argument), verdict, argument.text("line"))),
            argument.text("decision"),
            null,
            argument.text("key"));
    return desk.follows(desk.await(desk.session().server().decision().judge(judge)));
  }

  /** Findings by their ids; a cluster's id stands for all that are in it. */
  private static List<String> findings(Task task, Argument argument) {
    return argument.words("findings").stream()
        .flatMap(
            word ->
                task.board().clusters().stream()
                    .filter(cluster -> word.equals("c" + cluster.number()))
                    .findFirst()
                    .map(cluster -> cluster.findings().stream().map(id -> id.value()).toList())
                    .orElse(List.of(word))
                    .stream())
        .distinct()
        .toList();
  }

  private static List<Option> clusters(Session session, Argument argument) {
    return Desk.task(session, argument).stream()
        .flatMap(
            task ->
                task.board().standing(Standing.OPEN).stream()
                    .map(cluster -> new Option("c" + cluster.number(), words(task, cluster))))
        .toList();
  }

  static String words(Task task, Cluster cluster) {
    return Answers.cut(task.board().findings(cluster).getFirst().claim().text());
  }

  private static List<Option> problems(Session session, Argument argument) {
    return open(session, argument).stream()
        .map(problem -> new Option(problem.id().value(), Answers.cut(problem.reason())))
        .toList();
  }

  private static List<Option> options(Session session, Argument argument) {
    return open(session, argument).stream()
        .filter(problem -> problem.id().value().equals(argument.text("decision")))
        .flatMap(problem -> problem.options().stream())
        .map(option -> option.name().toLowerCase(Locale.ROOT))
        .map(word -> new Option(word, word))
        .toList();
  }

  private static List<Decision.Problem> open(Session session, Argument argument) {
    return session
        .editing()
        .tasks()
        .filter(task -> task.id().value().equals(argument.text("task")))
        .flatMap(task -> task.decisions(Decision.Problem.class))
        .toList();
  }
}
