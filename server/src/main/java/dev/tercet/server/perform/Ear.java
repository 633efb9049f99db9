package dev.tercet.server.perform;

import dev.tercet.server.agent.AgentListener;
import dev.tercet.server.agent.AgentQuestion;
import dev.tercet.server.agent.Update;
import dev.tercet.server.agent.tools.ToolHearer;
import dev.tercet.server.review.Claim;
import dev.tercet.server.store.TranscriptLine;
import dev.tercet.server.store.Transcripts;
import dev.tercet.server.workflow.Answered;
import dev.tercet.server.workflow.Decision;
import dev.tercet.server.workflow.Effect;
import dev.tercet.server.workflow.Report;
import dev.tercet.server.workflow.RunId;
import dev.tercet.server.workflow.Task;
import dev.tercet.server.workflow.Usage;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Hears a session: writes its transcript, and tells the task of findings and questions. What comes
 * through the run's tools comes on threads of their own.
 */
final class Ear implements AgentListener, ToolHearer {

  private final Effect.StartRun effect;
  private final Transcripts transcripts;
  private final InstantSource clock;
  private final Reporter reporter;
  private final RedactedStream texts;
  private final RedactedStream thoughts;
  private final Purse purse;
  private final Runnable stop;
  private Purse.@Nullable Allowance allowance;
  private volatile Usage usage = Usage.UNKNOWN;
  private volatile String family = "unknown";
  private volatile @Nullable String model;
  private volatile @Nullable String usedUp;
  private volatile boolean askedByTool;

  /**
   * @param stop ends the turn, when a budget is used up
   */
  Ear(Effect.StartRun effect, World world, Reporter reporter, Runnable stop) {
    this.effect = effect;
    this.transcripts = world.transcripts();
    this.clock = world.clock();
    this.purse = world.purse();
    this.texts = new RedactedStream(world.secrets());
    this.thoughts = new RedactedStream(world.secrets());
    this.reporter = reporter;
    this.stop = stop;
  }

  Usage usage() {
    return usage;
  }

  /** Which budget ended the turn, in words. */
  Optional<String> usedUp() {
    return Optional.ofNullable(usedUp);
  }

  /** Before the session begins: whose words these are, and what they may cost. */
  void begin(Chosen agent, Purse.Allowance mayUse) {
    allowance = mayUse;
    family = agent.family();
    model = agent.options().get("model");
    transcripts.keep(reporter.task().id(), effect.run(), agent.keptBytes());
  }

  private void used(Usage used) {
    usage = purse.priced(model, used);
    Optional<String> over = allowance == null ? Optional.empty() : allowance.usedUp(usage);
    if (over.isPresent() && usedUp == null) {
      usedUp = over.get();
      note("NOTE", over.get());
      stop.run();
    }
  }

  @Override
  public synchronized void update(Update update) {
    if (!(update instanceof Update.Text || update instanceof Update.Thought)) {
      flush();
    }
    switch (update) {
      case Update.Text(var text) -> stream("TEXT", texts.add(text));
      case Update.Thought(var text) -> stream("THOUGHT", thoughts.add(text));
      case Update.ToolCall(_, var title, var kind, var status, var detail) ->
          note("TOOL", kind + " " + status + ": " + title + (detail == null ? "" : "\n" + detail));
      case Update.PlanList(var entries) -> note("PLAN", String.join("\n", entries));
      case Update.Permission(var title, var allowed, var reason) ->
          note("PERMISSION", (allowed ? "allowed: " : "denied: ") + title + " (" + reason + ")");
      case Update.Used(var used) -> used(used);
      case Update.Found(var claim) -> found(claim);
      case Update.ItemDone _ -> itemDone();
      case Update.AccountHeld(var account, var until) ->
          note("NOTE", account + " takes no requests before " + until);
      case Update.Diagnostic(var text) -> note("DIAGNOSTIC", text);
    }
  }

  /** Writes down what was held back because a secret might have begun there. */
  synchronized void flush() {
    stream("TEXT", texts.end());
    stream("THOUGHT", thoughts.end());
  }

  private void stream(String kind, String text) {
    if (!text.isEmpty()) {
      note(kind, text);
    }
  }

  @Override
  public void itemDone() {
    note("NOTE", "the agent says that the item is done");
  }

  @Override
  public void found(Claim claim) {
    note("FINDING", claim.severity() + " " + claim.file() + ": " + claim.text());
    reporter.report(new Report.Found(effect.id(), effect.run(), family, claim));
  }

  @Override
  public boolean asked(AgentQuestion question) {
    boolean recorded = record(question);
    if (recorded) {
      askedByTool = true;
    }
    return recorded;
  }

  /** Whether a question came by a tool, so that the turn has to be continued with the answer. */
  boolean hasAskedByTool() {
    return askedByTool;
  }

  private boolean record(AgentQuestion question) {
    note("QUESTION", question.text());
    return reporter.report(
        new Report.Asked(effect.id(), effect.run(), question.text(), question.options()));
  }

  @Override
  public Optional<String> ask(AgentQuestion question, Duration hold) throws InterruptedException {
    int before = answers(reporter.task());
    record(question);
    reporter.await(task -> answers(task) > before || !hasQuestion(task), hold);
    Task task = reporter.task();
    return task.answers().stream()
        .filter(answered -> answered.run().equals(effect.run()))
        .skip(before)
        .findFirst()
        .map(Answered::answer);
  }

  private int answers(Task task) {
    RunId run = effect.run();
    return Math.toIntExact(
        task.answers().stream().filter(answered -> answered.run().equals(run)).count());
  }

  private boolean hasQuestion(Task task) {
    return task.decisions(Decision.Question.class)
        .anyMatch(question -> question.run().equals(effect.run()));
  }

  /** Adds a line to the transcript. */
  void note(String kind, String text) {
    transcripts.append(
        reporter.task().id(), effect.run(), new TranscriptLine(clock.instant(), kind, text));
  }
}
