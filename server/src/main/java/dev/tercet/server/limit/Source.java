package dev.tercet.server.limit;

/**
 * Whom a run draws on.
 *
 * @param agent the program or entry, such as {@code claude-code}
 * @param provider who serves the model, such as {@code anthropic}
 * @param account what a provider holds back as one when a limit of it is reached: the login or key
 *     behind the agent, never the key itself
 */
public record Source(String agent, String provider, String account) {

  public Source {
    if (agent.isBlank() || provider.isBlank() || account.isBlank()) {
      throw new IllegalArgumentException("a source names its agent, provider and account");
    }
  }
}
