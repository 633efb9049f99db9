package dev.tercet.cli;

import dev.tercet.protocol.ChangedFile;
import java.util.List;

/** Changed files in words. */
final class ChangeText {

  private ChangeText() {}

  static void print(Screen out, List<ChangedFile> files) {
    Table table = new Table("", "", "", "");
    for (ChangedFile file : files) {
      table.row(
          letter(file.status()),
          file.added() == null ? "binary" : "+" + file.added(),
          file.deleted() == null ? "" : "−" + file.deleted(),
          file.oldPath() == null ? file.path() : file.oldPath() + " → " + file.path());
    }
    out.table(table);
  }

  private static String letter(ChangedFile.Status status) {
    return switch (status) {
      case ADDED -> Style.GREEN.of("A");
      case MODIFIED -> "M";
      case DELETED -> Style.RED.of("D");
      case RENAMED -> "R";
      case TYPE_CHANGED -> "T";
    };
  }
}
