package dev.tercet.server.door.lsp.language;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One command of {@code workspace/executeCommand}.
 *
 * @param name as editors give it, such as {@code tercet.reject}
 * @param parameters in the order in which a person types them
 * @param lasts takes long enough for a person to want to see that it goes on
 */
record CommandForm(String name, List<Parameter> parameters, Act act, boolean lasts) {

  /** Brings a command about whose parameters are all there. */
  interface Act {

    /** The record that it answers with; null for none. */
    @Nullable Object perform(Desk desk, Argument argument) throws InterruptedException;
  }

  static CommandForm of(String name, Act act, Parameter... parameters) {
    return new CommandForm("tercet." + name, List.of(parameters), act, false);
  }

  /** One that shows how far it is, where the editor can. */
  static CommandForm lasting(String name, Act act, Parameter... parameters) {
    return new CommandForm("tercet." + name, List.of(parameters), act, true);
  }

  List<String> parameterNames() {
    return parameters.stream().map(Parameter::name).toList();
  }
}
