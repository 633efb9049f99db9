package dev.tercet.server.door.lsp.language;

import dev.tercet.protocol.Option;
import dev.tercet.protocol.TaskView;
import dev.tercet.server.workflow.Task;
import dev.tercet.server.workflow.TaskId;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.eclipse.lsp4j.MessageParams;
import org.eclipse.lsp4j.MessageType;
import org.eclipse.lsp4j.ShowDocumentParams;

/** What commands work with: the task protocol, and the person's screen. */
final class Desk {

  private final Session session;
  private final Asker asker;
  private final Progress progress;

  Desk(Session session, Asker asker, Progress progress) {
    this.session = session;
    this.asker = asker;
    this.progress = progress;
  }

  Session session() {
    return session;
  }

  /** Waits for the task protocol's answer; its refusal passes through. */
  <T> T await(CompletableFuture<T> answer) {
    return answer.join();
  }

  /** The task that an argument names, or the only one whose id begins so. */
  Optional<Task> task(Argument argument) {
    return task(session, argument);
  }

  static Optional<Task> task(Session session, Argument argument) {
    String named = argument.required("task");
    List<Task> beginning =
        session.editing().tasks().filter(task -> task.id().value().startsWith(named)).toList();
    return beginning.stream()
        .filter(task -> task.id().value().equals(named))
        .findFirst()
        .or(() -> beginning.size() == 1 ? Optional.of(beginning.getFirst()) : Optional.empty());
  }

  /** Opens a file; where the editor cannot be told to, says where it is. */
  void show(Path file) {
    show(Uris.of(file), file.toString());
  }

  void show(String uri, String name) {
    if (session.abilities().showsDocuments()) {
      ShowDocumentParams params = new ShowDocumentParams(uri);
      params.setTakeFocus(true);
      var _ =
          session
              .client()
              .showDocument(params)
              .handle(
                  (result, refused) -> {
                    if (refused != null || result == null || !result.isSuccess()) {
                      say("open " + name);
                    }
                    return result;
                  });
    } else {
      say("open " + name);
    }
  }

  void page(String name, String text) {
    show(session.editing().page(name, text));
  }

  void say(String text) {
    session.client().showMessage(new MessageParams(MessageType.Info, text));
  }

  /** Says what became of the task; a client that asks by itself shows it by itself. */
  TaskView said(TaskView task) {
    if (!session.abilities().asks()) {
      say("%s: %s".formatted(task.summary().id(), task.summary().state().text()));
    }
    return task;
  }

  /** As {@link #said}, and shows how the task goes on from here. */
  TaskView follows(TaskView task) {
    session.editing().task(new TaskId(task.summary().id())).ifPresent(progress::follow);
    return said(task);
  }

  /** Whether the person says yes, that is the first option. */
  boolean confirms(String command, Argument argument, String prompt, String yes) {
    List<Option> options = List.of(new Option("yes", yes), new Option("no", "No"));
    return asker.confirm(command, argument, prompt, options)
            instanceof Asker.Outcome.Said(var chosen)
        && chosen.equals("yes");
  }
}
