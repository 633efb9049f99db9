package dev.tercet.server.agent.catalogue;

import dev.tercet.server.agent.headless.HeadlessProgram;
import java.util.List;

/**
 * An agent that we know how to run without its screen.
 *
 * @param family as {@link KnownAgent#family()}
 * @param inCage what it needs in a cage of ours
 * @param passThrough as {@link KnownAgent#passThrough()}
 */
public record KnownHeadless(
    String id,
    String family,
    HeadlessProgram program,
    InCage inCage,
    List<String> passThrough,
    String install) {

  public KnownHeadless {
    passThrough = List.copyOf(passThrough);
  }
}
