package dev.tercet.server.perform;

import java.nio.file.Path;
import java.util.List;

/**
 * What an agent's cage shows of the user's files besides what every cage does.
 *
 * @param logins files and folders that it may write too, because tokens are refreshed there
 * @param visible files and folders that it may read
 * @param network whether it has one
 */
public record Lodging(List<Path> logins, List<Path> visible, boolean network) {

  /** Nothing of its own, and a network. */
  public static final Lodging PLAIN = new Lodging(List.of(), List.of(), true);

  public Lodging {
    logins = List.copyOf(logins);
    visible = List.copyOf(visible);
  }
}
