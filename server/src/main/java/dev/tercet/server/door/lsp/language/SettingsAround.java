package dev.tercet.server.door.lsp.language;

import dev.tercet.server.app.Editing;
import dev.tercet.server.settings.Settings;
import dev.tercet.server.settings.SettingsFile;
import dev.tercet.server.template.PresetRoles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The settings that hold where a file lies: the user's, and the repository's as the editor has
 * them, so that a preset is known as soon as it is written. A task takes them from its base commit.
 */
final class SettingsAround {

  private static final int MOST_ROOTS = 100;

  private final Documents documents;
  private final Editing editing;
  private final Map<Path, Known> known = new ConcurrentHashMap<>();

  /** Settings and the very texts that they were read from. */
  private record Known(List<@Nullable Document> from, Settings settings, PresetRoles roles) {}

  SettingsAround(Documents documents, Editing editing) {
    this.documents = documents;
    this.editing = editing;
  }

  Settings settings(@Nullable Path root) {
    return known(root).settings;
  }

  PresetRoles roles(@Nullable Path root) {
    return known(root).roles;
  }

  private Known known(@Nullable Path root) {
    Path user = editing.userSettingsFile();
    List<@Nullable Document> from = new ArrayList<>();
    from.add(documents.find(user).orElse(null));
    if (root != null) {
      from.add(documents.find(root.resolve(".zenflow/settings.json")).orElse(null));
      from.add(documents.find(root.resolve(".tercet/settings.json")).orElse(null));
    }
    Path key = root == null ? user : root;
    Known before = known.get(key);
    if (before != null && Objects.equals(before.from, from)) {
      return before;
    }
    Settings settings = Settings.read(files(from, user)).settings();
    Known now = new Known(from, settings, PresetRoles.with(settings.presetRoles()));
    if (known.size() >= MOST_ROOTS) {
      known.clear();
    }
    known.put(key, now);
    return now;
  }

  private static List<SettingsFile> files(List<@Nullable Document> from, Path user) {
    List<SettingsFile> files = new ArrayList<>();
    for (int at = 0; at < from.size(); at++) {
      Document document = from.get(at);
      if (document != null) {
        files.add(
            switch (at) {
              case 0 -> SettingsFile.user(user.toString(), document.value());
              case 1 -> SettingsFile.zenflow(document.value());
              default -> SettingsFile.repository(document.value());
            });
      }
    }
    return files;
  }
}
