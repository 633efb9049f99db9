package dev.tercet.server.limit;

/** How many runs may be under way at once: over all, of one agent, on one provider. */
public record Caps(int overall, int perAgent, int perProvider) {

  public Caps {
    if (overall < 1 || perAgent < 1 || perProvider < 1) {
      throw new IllegalArgumentException("at least one run may be under way");
    }
  }
}
