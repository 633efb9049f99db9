package dev.tercet.server.agent.scripted;

import dev.tercet.server.agent.AgentQuestion;
import dev.tercet.server.agent.Answered;
import dev.tercet.server.agent.FindingsBlock;
import dev.tercet.server.agent.SessionRequest;
import dev.tercet.server.agent.Stop;
import dev.tercet.server.agent.Turn;
import dev.tercet.server.agent.TurnOver;
import dev.tercet.server.agent.TurnResult;
import dev.tercet.server.agent.TurnResult.Cause;
import dev.tercet.server.agent.Update;
import dev.tercet.server.process.Processes;
import dev.tercet.server.review.Claim;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Plays the ops of one section, one after another. Used by the turn's thread. */
final class Playback {

  private static final String LIE =
      "Done. Everything that was asked for is in place and all tests pass.";
  private static final String FLOOD = "flood ".repeat(10_922) + "\n";

  private final String script;
  private final String prompt;
  private final Turn turn;
  private final Stop stop;
  private final Placeholders values;
  private final ScriptedFiles files;
  private final ScriptedCommands commands;
  private int calls;

  Playback(
      String script,
      SessionRequest request,
      String prompt,
      Turn turn,
      Stop stop,
      Processes processes,
      Placeholders values) {
    this.script = script;
    this.prompt = prompt;
    this.turn = turn;
    this.stop = stop;
    this.values = values;
    this.files = new ScriptedFiles(request.directory());
    this.commands = new ScriptedCommands(request, processes);
  }

  void play(List<Op> ops) throws TurnOver, InterruptedException {
    for (Op op : ops) {
      if (stop.isRequested()) {
        throw new TurnOver(new TurnResult.Cancelled());
      }
      turn.checkTime();
      play(op);
    }
  }

  private void play(Op op) throws TurnOver, InterruptedException {
    switch (op) {
      case Op.Say say -> say(values.fill(say.text()));
      case Op.Think think -> turn.update(new Update.Thought(values.fill(think.text()) + "\n"));
      case Op.Expect expect -> expect(expect);
      case Op.Write write -> {
        String file = values.fill(write.file());
        edited(op, "Write " + file, () -> files.write(file, values.fill(write.content())));
      }
      case Op.Append append -> {
        String file = values.fill(append.file());
        edited(op, "Append to " + file, () -> files.append(file, values.fill(append.content())));
      }
      case Op.Edit edit -> {
        String file = values.fill(edit.file());
        String before = values.fill(edit.before());
        String after = values.fill(edit.after());
        edited(op, "Edit " + file, () -> files.edit(file, before, after));
      }
      case Op.Delete delete -> {
        String file = values.fill(delete.file());
        edited(op, "Delete " + file, () -> files.delete(file));
      }
      case Op.EscapeWrite write -> {
        String file = values.fill(write.file());
        String content = values.fill(write.content());
        edited(op, "Write outside: " + file, () -> files.writeAnywhere(file, content));
      }
      case Op.Run run -> run(run);
      case Op.Ask ask -> ask(ask);
      case Op.Find find -> turn.update(new Update.Found(claim(find)));
      case Op.FindMalformed find -> {
        String block = "```findings\n" + values.fill(find.text()) + "\n```\n";
        for (Claim claim : FindingsBlock.read(block)) {
          turn.update(new Update.Found(claim));
        }
      }
      case Op.ItemDone _ -> turn.update(new Update.ItemDone());
      case Op.Plan plan ->
          turn.update(new Update.PlanList(plan.entries().stream().map(values::fill).toList()));
      case Op.Used used -> turn.update(new Update.Used(used.usage()));
      case Op.Sleep sleep -> sleep(sleep.duration());
      case Op.Flood flood -> flood(flood.megabytes());
      case Op.Hang _ -> hang();
      case Op.Lie _ -> {
        turn.update(new Update.ItemDone());
        say(LIE);
      }
      case Op.End end -> throw TurnOver.failed(end.cause(), values.fill(end.reason()));
    }
  }

  private void say(String text) throws TurnOver {
    turn.update(new Update.Text(text + "\n"));
  }

  private void expect(Op.Expect expect) throws TurnOver {
    String wanted = values.fill(expect.text());
    if (!prompt.contains(wanted)) {
      throw wrong(expect, "the prompt does not contain \"" + wanted + "\"");
    }
  }

  private interface Edit {
    void perform() throws ScriptedFiles.Refused;
  }

  private void edited(Op op, String title, Edit edit) throws TurnOver {
    String id = "call-" + ++calls;
    try {
      edit.perform();
      turn.update(new Update.ToolCall(id, title, "edit", "completed", null));
    } catch (ScriptedFiles.Refused refused) {
      turn.update(new Update.ToolCall(id, title, "edit", "failed", refused.getMessage()));
      throw wrong(op, refused.getMessage());
    }
  }

  private void run(Op.Run run) throws TurnOver, InterruptedException {
    String id = "call-" + ++calls;
    String command = values.fill(run.command());
    turn.update(new Update.ToolCall(id, command, "execute", "running", null));
    ScriptedCommands.Ran ran = stop.during(() -> commands.run(command, turn.left()));
    String status = ran.succeeded() ? "completed" : "failed";
    turn.update(new Update.ToolCall(id, command, "execute", status, ran.output()));
    if (run.must() && !ran.succeeded()) {
      throw wrong(run, "`" + command + "` " + ran.ending() + "\n" + ran.output());
    }
  }

  private void ask(Op.Ask ask) throws TurnOver, InterruptedException {
    String question = values.fill(ask.question());
    Optional<String> known = values.answerTo(question).map(Answered::answer);
    List<String> options = ask.options().stream().map(values::fill).toList();
    Optional<String> answer =
        known.isPresent() ? known : turn.ask(new AgentQuestion(question, options));
    values.answer(answer.orElseThrow(() -> new TurnOver(new TurnResult.Waiting())));
  }

  private Claim claim(Op.Find find) {
    return new Claim(
        find.severity(),
        filled(find.file()),
        find.startLine(),
        find.endLine(),
        filled(find.symbol()),
        filled(find.defectClass()),
        values.fill(find.claim()),
        filled(find.evidence()),
        filled(find.suggestion()),
        filled(find.probe()),
        null);
  }

  private @Nullable String filled(@Nullable Words words) {
    return words == null ? null : values.fill(words);
  }

  private void sleep(Duration wanted) throws TurnOver, InterruptedException {
    Duration left = turn.left();
    Duration shorter = wanted.compareTo(left) < 0 ? wanted : left;
    stop.during(
        () -> {
          TimeUnit.NANOSECONDS.sleep(shorter.toNanos());
          return true;
        });
    turn.checkTime();
  }

  private void hang() throws TurnOver, InterruptedException {
    while (true) {
      sleep(Duration.ofDays(1));
    }
  }

  private void flood(int megabytes) throws TurnOver {
    long pieces = megabytes * 1_000_000L / FLOOD.length() + 1;
    for (long piece = 0; piece < pieces && !stop.isRequested(); piece++) {
      turn.update(new Update.Text(FLOOD));
      turn.checkTime();
    }
  }

  private TurnOver wrong(Op op, @Nullable String what) {
    return TurnOver.failed(
        Cause.REFUSED, "the script failed at " + script + ":" + op.line() + ": " + what);
  }
}
