package dev.tercet.server.agent.headless;

import dev.tercet.server.agent.SessionRequest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gemini CLI, as {@code gemini -p}. Seen with 0.61. */
record GeminiDialect() implements Dialect {

  /** No server has this name, so that none of the user's is started. */
  private static final String NO_SERVER = "none-of-them";

  @Override
  public List<String> arguments(SessionRequest request, String prompt, @Nullable String session) {
    List<String> arguments = new ArrayList<>(List.of("-p", prompt, "-o", "stream-json"));
    request
        .options()
        .forEach(
            (name, value) ->
                arguments.addAll(
                    List.of(name.equals("mode") ? "--approval-mode" : "--" + name, value)));
    if (!request.options().containsKey("mode")) {
      arguments.addAll(
          switch (request.role()) {
            case BUILD, CHECK -> List.of("--approval-mode", "yolo");
            case PLAN -> List.of("--approval-mode", "auto_edit");
            // Without any, it would have no shell to see the change with.
            case REVIEW ->
                List.of("--approval-mode", "default", "--allowed-tools", "run_shell_command(git)");
          });
    }
    arguments.addAll(List.of("--allowed-mcp-server-names", NO_SERVER));
    return arguments;
  }

  @Override
  public boolean readsPrompt() {
    return false;
  }

  @Override
  public boolean resumes() {
    return false;
  }

  @Override
  public boolean takesTools() {
    return false;
  }

  @Override
  public Events events(@Nullable String resumed) {
    return new GeminiEvents();
  }
}
