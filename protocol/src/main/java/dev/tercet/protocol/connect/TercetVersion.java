package dev.tercet.protocol.connect;

/** The version of Tercet that this code belongs to, as both sides say it in their first line. */
public final class TercetVersion {

  public static final String CURRENT = "0.1.0";

  private TercetVersion() {}
}
