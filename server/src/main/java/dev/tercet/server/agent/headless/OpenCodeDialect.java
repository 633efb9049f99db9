package dev.tercet.server.agent.headless;

import dev.tercet.server.agent.SessionRequest;
import dev.tercet.server.workflow.Role;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** OpenCode, as {@code opencode run}. Seen with 1.18. */
record OpenCodeDialect() implements Dialect {

  @Override
  public List<String> arguments(SessionRequest request, String prompt, @Nullable String session) {
    List<String> arguments = new ArrayList<>(List.of("run", "--format", "json"));
    if (session != null) {
      arguments.addAll(List.of("-s", session));
    }
    request
        .options()
        .forEach(
            (name, value) ->
                arguments.addAll(List.of(name.equals("mode") ? "--agent" : "--" + name, value)));
    boolean reviews = request.role() == Role.REVIEW;
    if (reviews && !request.options().containsKey("mode")) {
      arguments.addAll(List.of("--agent", "plan"));
    } else if (!reviews) {
      arguments.add("--auto");
    }
    arguments.add("--");
    arguments.add(prompt);
    return arguments;
  }

  @Override
  public boolean readsPrompt() {
    return false;
  }

  @Override
  public boolean resumes() {
    return true;
  }

  @Override
  public boolean takesTools() {
    return false;
  }

  @Override
  public Events events(@Nullable String resumed) {
    return new OpenCodeEvents();
  }
}
