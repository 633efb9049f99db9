package dev.tercet.server.agent.scripted;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Changes files inside of one directory, and nowhere else unless it is said in so many words. */
final class ScriptedFiles {

  private final Path directory;

  ScriptedFiles(Path directory) {
    this.directory = directory;
  }

  /** A change that was not made; the message says why. */
  static final class Refused extends Exception {

    private static final long serialVersionUID = 1L;

    Refused(String message) {
      super(message);
    }
  }

  void write(String name, String content) throws Refused {
    Path file = inside(name);
    attempt("write", name, () -> put(file, content));
  }

  void append(String name, String content) throws Refused {
    Path file = inside(name);
    attempt(
        "append to",
        name,
        () -> {
          Files.createDirectories(parent(file));
          Files.writeString(file, content, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        });
  }

  void edit(String name, String before, String after) throws Refused {
    Path file = inside(name);
    attempt(
        "edit",
        name,
        () -> {
          String text = Files.readString(file);
          int at = text.indexOf(before);
          if (at < 0) {
            throw new Refused(name + " does not contain the text to replace: \"" + before + "\"");
          }
          if (text.indexOf(before, at + 1) >= 0) {
            throw new Refused(
                name + " contains the text to replace more than once: \"" + before + "\"");
          }
          Files.writeString(
              file, text.substring(0, at) + after + text.substring(at + before.length()));
        });
  }

  void delete(String name) throws Refused {
    Path file = inside(name);
    attempt("delete", name, () -> Files.delete(file));
  }

  /** Writes also outside: for the tests of what stops an agent from that. */
  void writeAnywhere(String name, String content) throws Refused {
    attempt("write", name, () -> put(directory.resolve(name), content));
  }

  private static void put(Path file, String content) throws IOException {
    Files.createDirectories(parent(file));
    Files.writeString(file, content);
  }

  private static Path parent(Path file) throws IOException {
    Path parent = file.getParent();
    if (parent == null) {
      throw new IOException("it is no file");
    }
    return parent;
  }

  /** The file, unless it is outside by its name or by a symbolic link on the way to it. */
  private Path inside(String name) throws Refused {
    try {
      Path file = directory.resolve(name).normalize();
      if (file.equals(directory) || !file.startsWith(directory) || !staysInside(file)) {
        throw new Refused(
            name
                + " is not inside of the working directory; name a file in it, or use escape-write");
      }
      return file;
    } catch (InvalidPathException | IOException invalid) {
      throw new Refused(name + " is no usable path: " + invalid.getMessage());
    }
  }

  private boolean staysInside(Path file) throws IOException {
    Path existing = file;
    while (!Files.exists(existing, LinkOption.NOFOLLOW_LINKS) && existing.getParent() != null) {
      existing = existing.getParent();
    }
    if (Files.isSymbolicLink(existing) && !Files.exists(existing)) {
      return false;
    }
    return existing.toRealPath().startsWith(directory.toRealPath());
  }

  private interface Change {
    void make() throws IOException, Refused;
  }

  private static void attempt(String what, String name, Change change) throws Refused {
    try {
      change.make();
    } catch (NoSuchFileException _) {
      throw new Refused("cannot " + what + " " + name + ": there is no such file");
    } catch (DirectoryNotEmptyException _) {
      throw new Refused("cannot " + what + " " + name + ": it is a folder that is not empty");
    } catch (CharacterCodingException _) {
      throw new Refused("cannot " + what + " " + name + ": it is not UTF-8 text");
    } catch (IOException failure) {
      throw new Refused("cannot " + what + " " + name + ": " + failure);
    }
  }
}
