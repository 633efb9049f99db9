package dev.tercet.server.door.lsp.language;

import dev.tercet.protocol.Ask;
import dev.tercet.protocol.AskAnswer;
import dev.tercet.protocol.Option;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.lsp4j.MessageActionItem;
import org.eclipse.lsp4j.MessageType;
import org.eclipse.lsp4j.ShowMessageRequestParams;
import org.jspecify.annotations.Nullable;

/**
 * Asks the person for what a command lacks: by {@code tercet/ask} where the client understands it,
 * else with the buttons of {@code window/showMessageRequest}. A text, which those cannot ask for,
 * is written into a note. Blocks until there is an answer.
 */
final class Asker {

  private static final long PATIENCE_MINUTES = 30;
  private static final int MOST_BUTTONS = 20;

  private final Session session;
  private final Notes notes;

  Asker(Session session, Notes notes) {
    this.session = session;
    this.notes = notes;
  }

  /** What came of asking. */
  sealed interface Outcome {
    record Said(String value) implements Outcome {}

    record Declined() implements Outcome {}

    /** The person writes it down, and sends it by themselves. */
    record Noted(String uri) implements Outcome {}
  }

  Outcome line(String command, Argument argument, String parameter, String prompt) {
    return session.abilities().asks()
        ? ask(command, argument, parameter, Ask.Kind.LINE, prompt, List.of())
        : new Outcome.Noted(notes.write(command, argument, parameter, prompt));
  }

  Outcome choice(
      String command, Argument argument, String parameter, String prompt, List<Option> options) {
    if (session.abilities().asks()) {
      return ask(command, argument, parameter, Ask.Kind.CHOICE, prompt, options);
    }
    return buttons(prompt, options.subList(0, Math.min(options.size(), MOST_BUTTONS)));
  }

  Outcome confirm(String command, Argument argument, String prompt, List<Option> options) {
    return session.abilities().asks()
        ? ask(command, argument, "confirm", Ask.Kind.CONFIRM, prompt, options)
        : buttons(prompt, options);
  }

  private Outcome ask(
      String command,
      Argument argument,
      String parameter,
      Ask.Kind kind,
      String prompt,
      List<Option> options) {
    Ask request = new Ask(command, parameter, kind, prompt, options, argument.text("task"));
    @Nullable AskAnswer answer = await(session.client().ask(request));
    return answer == null || answer.value() == null
        ? new Outcome.Declined()
        : new Outcome.Said(answer.value());
  }

  private Outcome buttons(String prompt, List<Option> options) {
    ShowMessageRequestParams request =
        new ShowMessageRequestParams(
            options.stream().map(option -> new MessageActionItem(option.text())).toList());
    request.setType(MessageType.Info);
    request.setMessage(prompt);
    @Nullable MessageActionItem chosen = await(session.client().showMessageRequest(request));
    return options.stream()
        .filter(option -> chosen != null && option.text().equals(chosen.getTitle()))
        .findFirst()
        .<Outcome>map(option -> new Outcome.Said(option.id()))
        .orElse(new Outcome.Declined());
  }

  /** The answer; nothing where the client refuses, or nobody is there. */
  private static <T> @Nullable T await(java.util.concurrent.CompletableFuture<T> answer) {
    try {
      return answer.get(PATIENCE_MINUTES, TimeUnit.MINUTES);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new CompletionException(stopped);
    } catch (java.util.concurrent.ExecutionException | TimeoutException none) {
      return null;
    }
  }
}
