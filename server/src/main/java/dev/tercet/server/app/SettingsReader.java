package dev.tercet.server.app;

import dev.tercet.protocol.ProtocolError;
import dev.tercet.server.git.Repository;
import dev.tercet.server.settings.Settings;
import dev.tercet.server.settings.SettingsFile;
import dev.tercet.server.settings.SettingsProblem;
import dev.tercet.server.workflow.CommitId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The settings that hold in a repository: the user's file, and the repository's as a commit has it,
 * never as it lies in a checkout.
 */
public final class SettingsReader {

  private static final int MOST_BYTES = 1 << 20;

  private final Path userFile;

  /**
   * @param home the daemon's folder, which holds the user's {@code settings.json}
   */
  public SettingsReader(Path home) {
    this.userFile = home.resolve("settings.json");
  }

  Path userFile() {
    return userFile;
  }

  /** Everything, with what was wrong in the files. */
  Settings.Read read(Repository repository, CommitId commit) {
    List<SettingsFile> files = new ArrayList<>(user());
    repository
        .objects()
        .readText(commit, ".zenflow/settings.json", MOST_BYTES)
        .ifPresent(text -> files.add(SettingsFile.zenflow(text)));
    repository
        .objects()
        .readText(commit, ".tercet/settings.json", MOST_BYTES)
        .ifPresent(text -> files.add(SettingsFile.repository(text)));
    return Settings.read(files);
  }

  /** The user's alone. */
  public Settings.Read readUser() {
    return Settings.read(user());
  }

  /** The settings, or the error that names file, line and mend. */
  Settings require(Repository repository, CommitId commit) {
    Settings.Read read = read(repository, commit);
    List<SettingsProblem> errors =
        read.problems().stream().filter(SettingsProblem::isError).toList();
    if (!errors.isEmpty()) {
      throw Denied.because(
          ProtocolError.BAD_SETTINGS,
          "bad-settings",
          String.join("\n", errors.stream().map(SettingsProblem::toString).toList()));
    }
    return read.settings();
  }

  List<SettingsFile> user() {
    try {
      return List.of(SettingsFile.user(userFile.toString(), Files.readString(userFile)));
    } catch (NoSuchFileException none) {
      return List.of();
    } catch (IOException unreadable) {
      throw Denied.because(
          ProtocolError.BAD_SETTINGS,
          "unreadable",
          "cannot read %s: %s".formatted(userFile, unreadable.getMessage()));
    }
  }
}
