package dev.tercet.server.agent.builtin;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The files below one folder, and no others: names that lead out, symbolic links that do, git's own
 * files, devices, pipes and sockets are refused with the reason.
 *
 * <p>Links inside are followed by hand: a path is first resolved to one without links, which is
 * then opened step by step without following any, so that a link that is put in place meanwhile is
 * refused and not followed. Files are replaced, not overwritten: a hard link to a file outside
 * keeps what it had. Used by one thread.
 */
final class Tree {

  /** Bytes of a file that is read or written as a whole. */
  static final int LARGEST = 10_000_000;

  private static final int MOST_LINKS = 40;
  private static final int MOST_NAMES = 10_000;
  private static final long OPENING_SECONDS = 5;

  private final Path root;

  /**
   * @param root absolute; taken as it is, so links in it are not refused
   */
  Tree(Path root) {
    this.root = root.normalize();
  }

  /** Something was not done; the message says why, and what to do instead. */
  static final class Refused extends Exception {

    private static final long serialVersionUID = 1L;

    Refused(String message) {
      super(message);
    }
  }

  /**
   * A path without links, relative to the root.
   *
   * @param names none for the root itself
   */
  record Place(List<String> names) {
    Place {
      names = List.copyOf(names);
    }

    String last() {
      return names.getLast();
    }

    Place parent() {
      return new Place(names.subList(0, names.size() - 1));
    }

    @Override
    public String toString() {
      return names.isEmpty() ? "." : String.join("/", names);
    }
  }

  /** What a name stands for, once its links are followed. What it names need not exist. */
  Place place(String given) throws Refused {
    Deque<String> ahead = new ArrayDeque<>();
    List<String> names = new ArrayList<>();
    push(given, given, ahead, names);
    int links = 0;
    while (!ahead.isEmpty()) {
      String name = ahead.pop();
      if (name.equals("..")) {
        if (names.isEmpty()) {
          throw outside(given);
        }
        names.removeLast();
        continue;
      }
      check(given, name);
      Path here = path(names).resolve(name);
      if (!Files.isSymbolicLink(here)) {
        names.add(name);
      } else if (++links > MOST_LINKS) {
        throw new Refused(given + " is a symbolic link that leads nowhere");
      } else {
        push(given, target(given, here), ahead, names);
      }
    }
    return new Place(names);
  }

  private void push(String given, String text, Deque<String> ahead, List<String> names)
      throws Refused {
    Path path;
    try {
      path = Path.of(text);
    } catch (InvalidPathException invalid) {
      throw new Refused("\"" + given + "\" is no path: " + invalid.getReason());
    }
    if (path.isAbsolute()) {
      Path normal = path.normalize();
      if (!normal.startsWith(root)) {
        throw outside(given);
      }
      path = root.relativize(normal);
      names.clear();
    }
    for (int at = path.getNameCount() - 1; at >= 0; at--) {
      String name = path.getName(at).toString();
      if (!name.isEmpty() && !name.equals(".")) {
        ahead.push(name);
      }
    }
  }

  private static void check(String given, String name) throws Refused {
    if (name.equalsIgnoreCase(".git") || name.equalsIgnoreCase("git~1")) {
      throw new Refused(given + " belongs to git, whose files are neither shown nor changed");
    }
  }

  private static String target(String given, Path link) throws Refused {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException failure) {
      throw new Refused(given + " cannot be followed: " + failure.getMessage());
    }
  }

  private static Refused outside(String given) {
    return new Refused(
        given + " is outside of the working directory; name a file inside of it, relative to it");
  }

  private Path path(List<String> names) {
    Path path = root;
    for (String name : names) {
      path = path.resolve(name);
    }
    return path;
  }

  /** Folders that are open, and are closed again together. */
  private final class Opened implements AutoCloseable {
    private final List<Folder> folders = new ArrayList<>();

    Folder root() throws IOException {
      folders.add(Folder.open(root));
      return folders.getFirst();
    }

    Folder folder(Place place) throws IOException {
      Folder folder = folders.isEmpty() ? root() : folders.getFirst();
      for (String name : place.names()) {
        folder = folder.enter(name);
        folders.add(folder);
      }
      return folder;
    }

    /** As {@link #folder}, making what is not there. */
    Folder made(Place place) throws IOException {
      Folder top = root();
      Folder folder = top;
      for (String name : place.names()) {
        try {
          folder = folder.enter(name);
        } catch (NoSuchFileException _) {
          // A folder can be made by its path only; it is made where nothing can be exchanged, and
          // put where it belongs by name.
          String fresh = fresh();
          Files.createDirectory(root.resolve(fresh));
          top.move(fresh, folder, name);
          folder = folder.enter(name);
        }
        folders.add(folder);
      }
      return folder;
    }

    @Override
    public void close() {
      for (Folder folder : folders.reversed()) {
        try {
          folder.close();
        } catch (IOException _) {
          // Nothing was written through it.
        }
      }
    }
  }

  private static String fresh() {
    return ".tercet-" + Long.toString(ThreadLocalRandom.current().nextLong(Long.MAX_VALUE), 36);
  }

  /** A regular file's bytes. */
  byte[] read(Place place) throws Refused {
    if (place.names().isEmpty()) {
      throw new Refused(". is a folder");
    }
    try (Opened opened = new Opened()) {
      Folder folder = opened.folder(place.parent());
      long size = regular(place, folder.attributes(place.last())).size();
      if (size > LARGEST) {
        throw new Refused(
            place + " has " + size + " bytes, more than is read at once; search in it instead");
      }
      try (SeekableByteChannel channel =
              opening(() -> folder.open(place.last(), Set.of(StandardOpenOption.READ)));
          InputStream in = Channels.newInputStream(channel)) {
        return in.readNBytes(LARGEST);
      }
    } catch (IOException failure) {
      throw refused("read", place, failure);
    }
  }

  private static BasicFileAttributes regular(Place place, BasicFileAttributes attributes)
      throws Refused {
    if (attributes.isDirectory()) {
      throw new Refused(place + " is a folder; list it instead");
    }
    if (attributes.isSymbolicLink()) {
      throw new Refused(place + " was exchanged for a symbolic link; try again");
    }
    if (!attributes.isRegularFile()) {
      throw new Refused(place + " is a device, a pipe or a socket, not a file");
    }
    return attributes;
  }

  private interface Opening {
    SeekableByteChannel open() throws IOException;
  }

  /**
   * Opens on a thread of its own, which may wait for ever: a file that was just looked at can have
   * been exchanged for a pipe that nobody writes to.
   */
  private static SeekableByteChannel opening(Opening opening) throws IOException {
    CompletableFuture<SeekableByteChannel> channel = new CompletableFuture<>();
    Thread.ofPlatform()
        .daemon()
        .name("open-file")
        .start(
            () -> {
              try {
                channel.complete(opening.open());
              } catch (IOException | RuntimeException failure) {
                channel.completeExceptionally(failure);
              }
            });
    try {
      return channel.get(OPENING_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException failure) {
      throw failure.getCause() instanceof IOException cause ? cause : new IOException(failure);
    } catch (TimeoutException _) {
      throw new IOException("it could not be opened in time");
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted");
    }
  }

  /** Whether there is such a file or folder. */
  boolean exists(Place place) {
    return Files.exists(path(place.names()), LinkOption.NOFOLLOW_LINKS);
  }

  /** Puts a file there, in place of one that is there; makes folders on the way. */
  void write(Place place, byte[] content) throws Refused {
    if (place.names().isEmpty()) {
      throw new Refused(". is a folder");
    }
    if (content.length > LARGEST) {
      throw new Refused("a file of more than " + LARGEST + " bytes is not written at once");
    }
    try (Opened opened = new Opened()) {
      Folder folder = opened.made(place.parent());
      boolean there = isThere(place, folder);
      String fresh = fresh();
      boolean done = false;
      try {
        try (SeekableByteChannel channel =
                folder.open(
                    fresh, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
            OutputStream out = Channels.newOutputStream(channel)) {
          out.write(content);
        }
        if (there) {
          folder.copyPermissions(place.last(), folder, fresh);
        }
        folder.move(fresh, folder, place.last());
        done = true;
      } finally {
        if (!done) {
          folder.delete(fresh);
        }
      }
    } catch (IOException failure) {
      throw refused("write", place, failure);
    }
  }

  private static boolean isThere(Place place, Folder folder) throws IOException, Refused {
    try {
      regular(place, folder.attributes(place.last()));
      return true;
    } catch (NoSuchFileException _) {
      return false;
    }
  }

  /**
   * What is in a folder.
   *
   * @param kind one letter: d a folder, f a file, l a link, o anything else
   */
  record Entry(String name, char kind, long size) {}

  /** The entries of a folder by name, without git's. */
  List<Entry> entries(Place place) throws Refused {
    try (Opened opened = new Opened()) {
      Folder folder = opened.folder(place);
      List<String> names = folder.names().stream().sorted().limit(MOST_NAMES).toList();
      List<Entry> entries = new ArrayList<>();
      for (String name : names) {
        if (!name.equalsIgnoreCase(".git")) {
          entry(folder, name, entries);
        }
      }
      return entries;
    } catch (IOException failure) {
      throw refused("list", place, failure);
    }
  }

  private static void entry(Folder folder, String name, List<Entry> to) throws IOException {
    try {
      BasicFileAttributes attributes = folder.attributes(name);
      char kind =
          attributes.isDirectory()
              ? 'd'
              : attributes.isRegularFile() ? 'f' : attributes.isSymbolicLink() ? 'l' : 'o';
      to.add(new Entry(name, kind, attributes.size()));
    } catch (NoSuchFileException _) {
      // It went away between the two looks.
    }
  }

  private static Refused refused(String what, Place place, IOException failure) {
    String reason =
        switch (failure) {
          case NoSuchFileException _ -> "there is no such file or folder";
          case FileSystemException named when named.getReason() != null -> named.getReason();
          default ->
              failure.getMessage() == null
                  ? failure.getClass().getSimpleName()
                  : failure.getMessage();
        };
    return new Refused("cannot " + what + " " + place + ": " + reason);
  }
}
