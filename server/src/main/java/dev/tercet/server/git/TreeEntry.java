package dev.tercet.server.git;

/**
 * One file or folder of a commit.
 *
 * @param mode as git writes it, such as {@code 100644}
 * @param object the id of the blob, tree or linked commit
 * @param path from the top of the repository
 */
public record TreeEntry(String mode, String object, String path) {

  /** What an entry is. */
  public enum Kind {
    FILE,
    SYMBOLIC_LINK,
    FOLDER,
    SUBMODULE
  }

  /** What it is, by its mode. */
  public Kind kind() {
    return switch (mode) {
      case "040000" -> Kind.FOLDER;
      case "120000" -> Kind.SYMBOLIC_LINK;
      case "160000" -> Kind.SUBMODULE;
      default -> Kind.FILE;
    };
  }

  TreeEntry under(String folder) {
    return new TreeEntry(mode, object, folder + "/" + path);
  }

  /** Reads {@code <mode> <type> <object>TAB<path>}. */
  static TreeEntry parse(String record) {
    int tab = record.indexOf('\t');
    String[] words = record.substring(0, tab).split(" ", -1);
    return new TreeEntry(words[0], words[2], record.substring(tab + 1));
  }
}
