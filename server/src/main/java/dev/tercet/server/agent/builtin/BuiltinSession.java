package dev.tercet.server.agent.builtin;

import dev.tercet.server.agent.AgentListener;
import dev.tercet.server.agent.AgentSession;
import dev.tercet.server.agent.SessionRequest;
import dev.tercet.server.agent.Stop;
import dev.tercet.server.agent.Turn;
import dev.tercet.server.agent.TurnOver;
import dev.tercet.server.agent.TurnResult;
import dev.tercet.server.agent.TurnResult.Cause;
import dev.tercet.server.agent.TurnResult.Failed;
import dev.tercet.server.agent.Update;
import dev.tercet.server.model.Message;
import dev.tercet.server.model.ModelException;
import dev.tercet.server.model.ModelFailure;
import dev.tercet.server.workflow.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One context of the built-in agent. It is kept on disk between turns, so that it can be resumed.
 */
final class BuiltinSession implements AgentSession {

  private final Surroundings surroundings;
  private final Provider provider;
  private final SessionRequest request;
  private final AgentListener listener;
  private final Preferences preferences;
  private final SavedSessions saved;
  private final Stop stop = new Stop();
  private final Conversation conversation;
  private final boolean resumed;
  private Usage used = Usage.UNKNOWN;
  private volatile boolean kept;

  BuiltinSession(
      Surroundings surroundings,
      Provider provider,
      SessionRequest request,
      AgentListener listener) {
    this.surroundings = surroundings;
    this.provider = provider;
    this.request = request;
    this.listener = listener;
    this.preferences = Preferences.of(request, provider);
    this.saved = new SavedSessions(surroundings.sessions());
    Optional<List<Message>> before =
        request.resume() == null ? Optional.empty() : saved.load(request.resume(), provider.mark());
    this.resumed = before.isPresent();
    int beside = SystemPrompt.of(request).length() + 6_000;
    this.conversation = new Conversation(before.orElse(List.of()), beside);
  }

  @Override
  public TurnResult prompt(String text) throws InterruptedException {
    if (stop.isRequested()) {
      return new TurnResult.Cancelled();
    }
    Turn turn = new Turn(request, listener, stop);
    conversation.add(new Message.User(text));
    Asking asking = new Asking(surroundings.models(), provider, surroundings.pacing(), stop);
    TurnResult result;
    try {
      result = new Rounds(this, asking, turn, toolbox(turn)).run();
    } catch (TurnOver over) {
      result = over.result();
    } catch (ModelException failure) {
      result = failed(failure.failure(), asking.heard());
    }
    if (!(result instanceof TurnResult.Cancelled)) {
      keep();
    }
    return result;
  }

  private Toolbox toolbox(Turn turn) {
    Tree tree = new Tree(request.directory());
    List<Tool> tools = new ArrayList<>(new FileTools(tree, new Rights(request)).tools());
    tools.add(new SearchTool(tree).tool());
    tools.addAll(
        new CommandTools(request, surroundings.commands(), stop, provider.endpoint().keyVariable())
            .tools(turn));
    tools.addAll(TercetTools.of(request, turn));
    return new Toolbox(tools, turn);
  }

  private void keep() {
    String token = request.run().value();
    if (SavedSessions.isToken(token)) {
      saved.save(
          token, provider.mark(), conversation.messages(), surroundings.pacing().clock().instant());
      kept = true;
    }
  }

  /** What a provider's failure is to whoever decides what to do about it. */
  private static Failed failed(ModelFailure failure, boolean heard) {
    Cause cause =
        switch (failure.kind()) {
          case AUTH -> Cause.NOT_AUTHENTICATED;
          case RATE_LIMITED, OVERLOADED -> Cause.RATE_LIMITED;
          case BAD_REQUEST -> Cause.REFUSED;
          case CONTEXT_TOO_LONG -> Cause.LIMIT;
          case UNREACHABLE -> heard ? Cause.CRASHED : Cause.NOT_STARTED;
          case PROTOCOL -> Cause.MISBEHAVED;
        };
    return new Failed(cause, failure.words(), failure.until());
  }

  Provider provider() {
    return provider;
  }

  SessionRequest request() {
    return request;
  }

  Preferences preferences() {
    return preferences;
  }

  Conversation conversation() {
    return conversation;
  }

  /** Adds what a request used to what the session has used. */
  void used(Turn turn, Usage more) throws TurnOver {
    if (!more.equals(Usage.UNKNOWN)) {
      used = used.plus(more);
      turn.update(new Update.Used(used));
    }
  }

  @Override
  public void cancel() {
    stop.request();
  }

  @Override
  public Optional<String> resumeToken() {
    return kept ? Optional.of(request.run().value()) : Optional.empty();
  }

  @Override
  public boolean isResumed() {
    return resumed;
  }

  @Override
  public boolean keepsContext() {
    return !stop.isRequested();
  }

  /** What runs for a turn is ended by the turn. */
  @Override
  public void close() {
    stop.request();
  }
}
