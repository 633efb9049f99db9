package dev.tercet.server.agent.headless;

import dev.tercet.server.agent.Agent;
import dev.tercet.server.agent.AgentContract;
import java.util.List;
import java.util.Map;

class HeadlessContractTest extends AgentContract {

  private static final String PROGRAM =
      """
      say() { printf '{"type":"item.completed","item":{"id":"1","type":"agent_message","text":"%s"}}\\n' "$1"; }
      over() { echo '{"type":"turn.completed","usage":{"input_tokens":1,"output_tokens":1}}'; }
      read prompt
      echo '{"type":"thread.started","thread_id":"t-1"}'
      case $prompt in
        finish) say 'working on it'; say done; over ;;
        crash) kill -9 $$ ;;
        hang) setsid sleep 600 & say started; sleep 600 ;;
        flood) while true; do say 'flood flood flood flood flood flood flood flood flood flood'; done ;;
        ask) say 'Well.\\n```question\\nWhich?\\n- This\\n- That\\n```\\n'; over ;;
      esac
      """;

  @Override
  protected Agent agent(String behaviour) {
    return new HeadlessAgent(
        processes,
        new HeadlessProgram(
            "Fake", new CodexDialect(), List.of("sh", "-c", PROGRAM, "fake"), Map.of()));
  }
}
