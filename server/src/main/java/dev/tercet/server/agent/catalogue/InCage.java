package dev.tercet.server.agent.catalogue;

import java.util.List;
import java.util.Map;

/**
 * What an agent needs in a cage of ours.
 *
 * <p>Paths are below the user's home, or below what a variable names where it is set: {@code
 * ${CODEX_HOME:-.codex}/auth.json}.
 *
 * @param logins files that hold its login and that it writes when it renews it
 * @param reads its configuration, which it must not write: it may name programs
 * @param environment set inside only: its own sandbox off
 * @param options chosen inside only, where the preset does not
 */
public record InCage(
    List<String> logins,
    List<String> reads,
    Map<String, String> environment,
    Map<String, String> options) {

  /** Nothing. */
  public static final InCage NOTHING = new InCage(List.of(), List.of(), Map.of(), Map.of());

  public InCage {
    logins = List.copyOf(logins);
    reads = List.copyOf(reads);
    environment = Map.copyOf(environment);
    options = Map.copyOf(options);
  }
}
