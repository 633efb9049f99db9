package dev.tercet.server.door.lsp.language;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The files below a folder that are Tercet's: templates and settings. */
final class Ours {

  private static final int MOST_TEMPLATES = 200;

  private Ours() {}

  static List<Path> in(Path folder) {
    List<Path> files = new ArrayList<>();
    for (String ours : List.of(".tercet", ".zenflow")) {
      Path settings = folder.resolve(ours).resolve("settings.json");
      if (Files.isRegularFile(settings)) {
        files.add(settings);
      }
      templates(folder.resolve(ours).resolve("workflows"), files);
    }
    return files;
  }

  private static void templates(Path folder, List<Path> files) {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, "*.md")) {
      for (Path file : found) {
        if (files.size() < MOST_TEMPLATES) {
          files.add(file);
        }
      }
    } catch (IOException | DirectoryIteratorException gone) {
      files.removeIf(file -> file.startsWith(folder));
    }
  }
}
