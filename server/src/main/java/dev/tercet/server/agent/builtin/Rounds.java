package dev.tercet.server.agent.builtin;

import com.fasterxml.jackson.core.JacksonException;
import dev.tercet.server.agent.Turn;
import dev.tercet.server.agent.TurnOver;
import dev.tercet.server.agent.TurnResult;
import dev.tercet.server.agent.TurnResult.Cause;
import dev.tercet.server.agent.TurnResult.Failed;
import dev.tercet.server.agent.Update;
import dev.tercet.server.agent.builtin.Tool.Outcome;
import dev.tercet.server.model.Block;
import dev.tercet.server.model.Message;
import dev.tercet.server.model.ModelException;
import dev.tercet.server.model.ModelFailure.Kind;
import dev.tercet.server.model.ModelRequest;
import dev.tercet.server.model.Reply;
import dev.tercet.server.model.ToolResult;
import dev.tercet.server.workflow.Usage;
import java.util.ArrayList;
import java.util.List;

/**
 * One turn: the model answers, the tools that it calls are run, and so on until it calls none.
 *
 * <p>The conversation always holds a result for every call, however the turn ends, because
 * providers refuse one that does not.
 */
final class Rounds {

  private static final int MOST_REFUSED = 25;
  private static final int MOST_NUDGES = 3;
  private static final int MOST_COMPACTIONS = 3;

  private final BuiltinSession session;
  private final Conversation conversation;
  private final Asking asking;
  private final Turn turn;
  private final Toolbox tools;
  private int nudges;

  Rounds(BuiltinSession session, Asking asking, Turn turn, Toolbox tools) {
    this.session = session;
    this.conversation = session.conversation();
    this.asking = asking;
    this.turn = turn;
    this.tools = tools;
  }

  TurnResult run() throws TurnOver, InterruptedException {
    int steps = session.preferences().steps();
    for (int step = 0; step < steps; step++) {
      Reply reply = reply();
      session.used(turn, reply.usage());
      List<Block> said = reply.blocks().stream().map(Rounds::acceptable).toList();
      if (!said.isEmpty()) {
        conversation.add(new Message.Assistant(said));
        conversation.counted(tokens(reply.usage()));
      }
      if (!reply.calls().isEmpty()) {
        call(reply);
      } else if (!goesOn(reply)) {
        return turn.finished();
      }
    }
    return new Failed(
        Cause.LIMIT,
        "the model was asked "
            + steps
            + " times in one turn and was not done; option \"steps\" of the preset allows more");
  }

  /** Whether the model has to be asked again though it called nothing. */
  private boolean goesOn(Reply reply) throws TurnOver {
    return switch (reply.ending()) {
      case DONE ->
          reply.blocks().isEmpty() && nudge("You said nothing. Go on, or say that you are done.");
      case PAUSED -> true;
      case CUT, WINDOW_FULL ->
          nudge(
              "Your answer reached its longest length and was cut. Go on where it ends, in smaller pieces.");
      case GARBLED ->
          nudge(
              "Your last tool call could not be read. Call the tool again, with valid arguments.");
      case REFUSED ->
          throw TurnOver.failed(
              Cause.REFUSED,
              "%s declined to answer, by its own rules; change the wording or choose another preset: %s"
                  .formatted(session.provider().model(), turn.said().strip()));
    };
  }

  private boolean nudge(String text) throws TurnOver {
    if (++nudges > MOST_NUDGES) {
      throw TurnOver.failed(
          Cause.MISBEHAVED,
          "%s gave no usable answer %d times; the last time it was told: %s"
              .formatted(session.provider().model(), nudges, text));
    }
    conversation.add(new Message.User(text));
    return true;
  }

  private static long tokens(Usage usage) {
    return sum(usage.input())
        + sum(usage.output())
        + sum(usage.cacheRead())
        + sum(usage.cacheWrite());
  }

  private static long sum(@org.jspecify.annotations.Nullable Long part) {
    return part == null ? 0 : part;
  }

  private Reply reply() throws TurnOver, InterruptedException {
    int room = session.preferences().room();
    if (conversation.tokens() > room) {
      compact(room * 6L / 10);
    }
    for (int compactions = 1; ; compactions++) {
      try {
        return asking.ask(turn, request());
      } catch (ModelException refused) {
        boolean tooLong = refused.failure().kind() == Kind.CONTEXT_TOO_LONG;
        if (!tooLong || compactions > MOST_COMPACTIONS || !compact(conversation.tokens() / 2)) {
          throw refused;
        }
      }
    }
  }

  private boolean compact(long target) throws TurnOver {
    long before = conversation.tokens();
    boolean smaller = conversation.compact(target);
    turn.update(
        new Update.Diagnostic(
            "the conversation was cut from about %d to about %d tokens to fit the model's window"
                .formatted(before, conversation.tokens())));
    return smaller;
  }

  private ModelRequest request() {
    Preferences preferences = session.preferences();
    return new ModelRequest(
        session.provider().model(),
        SystemPrompt.of(session.request()),
        conversation.messages(),
        tools.definitions(),
        preferences.maxOutput(),
        preferences.effort(),
        session.request().task().value() + "-" + session.request().preset());
  }

  private void call(Reply reply) throws TurnOver, InterruptedException {
    List<ToolResult> results = new ArrayList<>();
    boolean complete = false;
    try {
      for (Block.Call call : reply.calls()) {
        Outcome outcome = tools.call(call);
        results.add(new ToolResult(call.id(), name(call), outcome.text(), outcome.failed()));
      }
      complete = true;
    } finally {
      if (!complete) {
        fill(reply.calls(), results);
      }
      conversation.add(new Message.Results(results));
    }
    if (tools.refusedInARow() >= MOST_REFUSED) {
      throw TurnOver.failed(
          Cause.MISBEHAVED,
          "%s called tools wrongly %d times in a row; a larger model may do better"
              .formatted(session.provider().model(), MOST_REFUSED));
    }
  }

  /** The turn ends in the middle of the calls: the one that ended it, and those behind it. */
  private static void fill(List<Block.Call> calls, List<ToolResult> results) {
    for (Block.Call call : calls.subList(results.size(), calls.size())) {
      boolean asks = call.name().equals("ask_human");
      results.add(
          new ToolResult(
              call.id(),
              name(call),
              asks
                  ? TercetTools.ASKED
                  : "Not done: the turn ended before. Call it again if it is still needed.",
              !asks));
    }
  }

  private static String name(Block.Call call) {
    String name = call.name().replaceAll("[^A-Za-z0-9_-]", "_");
    return name.isEmpty() ? "unnamed" : name.substring(0, Math.min(name.length(), 64));
  }

  /** A call as providers take it back: a name of their alphabet, arguments that are an object. */
  private static Block acceptable(Block block) {
    if (!(block instanceof Block.Call(var id, var _, var arguments, var opaque))) {
      return block;
    }
    boolean readable;
    try {
      readable = Arguments.MAPPER.readTree(arguments).isObject();
    } catch (JacksonException _) {
      // What it was is told in the result.
      readable = false;
    }
    return new Block.Call(id, name((Block.Call) block), readable ? arguments : "{}", opaque);
  }
}
