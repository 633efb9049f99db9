package dev.tercet.protocol;

import java.util.List;

/**
 * Settings that suit a repository, to be shown before they are written.
 *
 * @param path absolute, of the file
 * @param settings JSON text: what is there already, or a proposal
 * @param exists the file is there
 * @param notes what was found in the repository and why it is proposed so
 */
public record SettingsProposal(String path, String settings, boolean exists, List<String> notes) {
  public SettingsProposal {
    notes = List.copyOf(notes);
  }
}
