package dev.tercet.server.agent.acp;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How an agent is started.
 *
 * @param name what messages call it
 * @param environment set on top of the request's
 */
public record AcpProgram(
    String name, List<String> command, Map<String, String> environment, AcpQuirks quirks) {

  public AcpProgram {
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
  }

  /** The same with more variables. */
  public AcpProgram with(Map<String, String> more) {
    Map<String, String> all = new HashMap<>(environment);
    all.putAll(more);
    return new AcpProgram(name, command, all, quirks);
  }
}
