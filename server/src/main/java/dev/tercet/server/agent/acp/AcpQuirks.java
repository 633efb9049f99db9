package dev.tercet.server.agent.acp;

/**
 * In what an agent differs from what the protocol leads one to expect.
 *
 * @param tokens what the token counts at the end of a turn are about
 * @param nullUsageIsError whether a turn that ends well with {@code usage: null} is one whose
 *     answer is nothing but the text of an error
 * @param sessionMeta a JSON object that goes as {@code _meta} with every request for a session;
 *     what an agent has there keeps the user's own tool servers out; empty for none
 */
public record AcpQuirks(Tokens tokens, boolean nullUsageIsError, String sessionMeta) {

  /** An agent of which nothing special is known. */
  public static final AcpQuirks NONE = new AcpQuirks(Tokens.TURN, false, "");

  /** What token counts are about. */
  public enum Tokens {
    /** The whole turn. */
    TURN,
    /** The last step of the turn only, so that the turn's are not known. */
    LAST_STEP
  }
}
