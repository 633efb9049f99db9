package dev.tercet.cli;

import dev.tercet.protocol.Asked;
import dev.tercet.protocol.DecisionView;
import dev.tercet.protocol.Inbox;
import dev.tercet.protocol.ListDecisions;
import dev.tercet.protocol.TaskParams;
import dev.tercet.protocol.TaskView;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The one open decision that a command is about.
 *
 * @param view what the daemon said of it
 * @param asked the same question as {@code view.asked()}, as the kind that was looked for
 */
record OpenDecision<A extends Asked>(DecisionView view, A asked) {

  /**
   * Finds it by kind, and by id or artifact where there are several.
   *
   * @throws Failed there is none, or more than one
   */
  static <A extends Asked> OpenDecision<A> find(
      Cli cli, String task, Class<A> kind, @Nullable String id) {
    Inbox inbox = cli.ask(daemon -> daemon.decision().list(new ListDecisions(task, null)));
    List<OpenDecision<A>> found = new ArrayList<>();
    for (DecisionView view : inbox.decisions()) {
      if (kind.isInstance(view.asked()) && (id == null || id.equals(view.id()))) {
        found.add(new OpenDecision<>(view, kind.cast(view.asked())));
      }
    }
    if (found.size() == 1) {
      return found.getFirst();
    }
    throw found.isEmpty() ? none(cli, task, kind, id) : several(task, found);
  }

  private static Failed none(Cli cli, String task, Class<?> kind, @Nullable String id) {
    TaskView view = cli.ask(daemon -> daemon.task().show(new TaskParams(task)));
    String word = kind.getSimpleName().toLowerCase(Locale.ROOT);
    return Failed.because(
        view.summary().id()
            + (id == null ? " waits for no " + word : " has no open " + word + " " + id)
            + ": it is "
            + view.summary().state().text(),
        view.next());
  }

  private static Failed several(String task, List<? extends OpenDecision<?>> found) {
    return Failed.because(
        task
            + " has several of these open: "
            + String.join(
                "; ",
                found.stream()
                    .map(each -> each.view().id() + " " + each.view().summary())
                    .toList()),
        "name one with --decision " + found.getFirst().view().id());
  }
}
