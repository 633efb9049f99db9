package dev.tercet.server.agent.command;

import dev.tercet.server.agent.Agent;
import dev.tercet.server.agent.AgentContract;
import dev.tercet.server.agent.command.CommandProgram.PromptOn;
import java.util.List;
import java.util.Map;

class CommandContractTest extends AgentContract {

  private static final String PROGRAM =
      """
      read prompt
      case $prompt in
        finish) echo 'working on it'; echo done ;;
        crash) kill -9 $$ ;;
        hang) setsid sleep 600 & echo started; sleep 600 ;;
        flood) yes 'flood flood flood flood flood flood flood' ;;
        ask) printf 'Well.\\n```question\\nWhich?\\n- This\\n- That\\n```\\n' ;;
      esac
      """;

  /** All that a program prints is its answer: it has no messages. */
  @Override
  protected String answer() {
    return "working on it\ndone";
  }

  @Override
  protected Agent agent(String behaviour) {
    return new CommandAgent(
        processes, new CommandProgram(List.of("sh", "-c", PROGRAM), PromptOn.STDIN, Map.of()));
  }
}
