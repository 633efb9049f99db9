package dev.tercet.server.agent.catalogue;

import dev.tercet.server.agent.acp.AcpProgram;
import java.util.List;

/**
 * An agent that we know how to start.
 *
 * @param id as in the protocol's registry, {@code claude-agent-acp}
 * @param family whose models it runs, which decides whether two reviewers are independent; empty
 *     when it runs those of several
 * @param passThrough names of variables that it needs from the user's environment, when they are
 *     set
 * @param inCage what it needs in a cage of ours
 * @param install how to get it, for a person
 */
public record KnownAgent(
    String id,
    String name,
    String description,
    String family,
    AcpProgram program,
    List<String> passThrough,
    InCage inCage,
    Login login,
    String install) {

  /**
   * How it is known whether somebody is logged in.
   *
   * @param files any of which says so, below the home folder
   * @param keys names of variables, any of which does as well
   * @param command what a person types to log in
   */
  public record Login(List<String> files, List<String> keys, String command) {
    public Login {
      files = List.copyOf(files);
      keys = List.copyOf(keys);
    }
  }

  public KnownAgent {
    passThrough = List.copyOf(passThrough);
  }
}
