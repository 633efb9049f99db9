package dev.tercet.server.app;

import dev.tercet.protocol.ProtocolError;
import dev.tercet.protocol.TaskView;
import dev.tercet.server.runtime.Reply;
import dev.tercet.server.runtime.Sender;
import dev.tercet.server.runtime.Tasks;
import dev.tercet.server.store.CommandKey;
import dev.tercet.server.store.Sha256;
import dev.tercet.server.workflow.By;
import dev.tercet.server.workflow.Command;
import dev.tercet.server.workflow.Decision;
import dev.tercet.server.workflow.DecisionId;
import dev.tercet.server.workflow.Headline;
import dev.tercet.server.workflow.Option;
import dev.tercet.server.workflow.Task;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Gives humans' commands to tasks. */
public final class Orders {

  private final Tasks tasks;
  private final ReadModel model;
  private final Views views;
  private final Trust trust;
  private final InstantSource clock;

  public Orders(Tasks tasks, ReadModel model, Views views, Trust trust, InstantSource clock) {
    this.tasks = tasks;
    this.model = model;
    this.views = views;
    this.trust = trust;
    this.clock = clock;
  }

  /**
   * What every command has besides its own content.
   *
   * @param task id or unique beginning
   * @param payload the request as text: the same key with another text is refused
   */
  public record Envelope(
      Identity who, String task, @Nullable Long revision, @Nullable String key, String payload) {}

  /**
   * Gives a command and answers with the task as it is then. A repetition is recognised first: what
   * it decides may be closed by now, by itself.
   */
  public TaskView give(Envelope envelope, Function<Task, Command> command)
      throws InterruptedException {
    try {
      return views.task(given(model.named(envelope.task()), envelope, command));
    } catch (Denied denied) {
      throw denied.showing(() -> views.summary(model.named(envelope.task())));
    }
  }

  private Task given(Task task, Envelope envelope, Function<Task, Command> command)
      throws InterruptedException {
    Sender sender = sender(envelope);
    Optional<Reply> reply = tasks.answered(task.id(), sender);
    if (reply.isEmpty()) {
      Command made = command.apply(task);
      if (made instanceof Command.Resolve(var decision, var option, _) && option == Option.TRUST) {
        trust.accept(task, decision, envelope.who());
      }
      reply = tasks.send(task.id(), made, sender);
    }
    return switch (reply.orElseThrow(() -> Denied.unknownTask(envelope.task()))) {
      case Reply.Done(var now) -> now;
      case Reply other -> throw Denied.of(task.id(), other);
    };
  }

  Sender sender(Envelope envelope) {
    CommandKey key =
        envelope.key() == null
            ? null
            : new CommandKey(envelope.key(), Sha256.of(envelope.payload()));
    return new Sender(new By(envelope.who().actor(), clock.instant()), key, envelope.revision());
  }

  /** The decision that is meant: the one named, else the only open one of the kind. */
  public <D extends Decision> D decision(
      Task task, @Nullable String named, Class<D> kind, String word) {
    if (named != null) {
      Decision open = named.matches("d[1-9][0-9]*") ? task.open(new DecisionId(named)) : null;
      if (open == null) {
        throw Denied.because(
            ProtocolError.REFUSED,
            "not-open",
            "%s: decision %s is not open any more, or never was (%s): look at it again"
                .formatted(task.id(), named, Headline.of(task).text()));
      }
      if (!kind.isInstance(open)) {
        throw Denied.because(
            ProtocolError.REFUSED,
            "wrong-kind",
            "%s: %s is not %s".formatted(task.id(), named, word));
      }
      return kind.cast(open);
    }
    List<D> open = task.decisions(kind).toList();
    if (open.isEmpty()) {
      throw Denied.because(
          ProtocolError.REFUSED,
          "not-open",
          "%s is %s: there is nothing to %s".formatted(task.id(), Headline.of(task).text(), word));
    }
    if (open.size() > 1) {
      throw Denied.because(
          ProtocolError.AMBIGUOUS,
          "ambiguous",
          "%s has several open: name one of %s"
              .formatted(
                  task.id(),
                  String.join(", ", open.stream().map(one -> one.id().value()).toList())));
    }
    return open.getFirst();
  }
}
