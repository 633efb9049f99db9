package dev.tercet.server.store;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A run's transcript on the disk, and its seal beside it: a {@code .sha256} file in the form that
 * {@code sha256sum -c} reads. Stateless.
 */
record TranscriptFile(Path path) {

  /** What one read hands over at most, but always a line. */
  private static final int PAGE_BYTES = 1024 * 1024;

  private static final int LARGEST_READ = 64 * 1024;

  /** The start of a line. */
  record Place(long line, long offset) {
    static final Place START = new Place(0, 0);
  }

  /**
   * @param end the start of the line after the last
   * @param more whether that one is there
   */
  record Lines(List<String> texts, Place end, boolean more) {}

  /** Lines from number {@code first} on, found by reading on from {@code place}. */
  Lines read(Place place, long first, int limit) {
    try (SeekableByteChannel channel = Files.newByteChannel(path)) {
      // Mostly a follower reads the one line that has just come.
      long left = channel.size() - place.offset();
      byte[] buffer = new byte[Math.clamp(left, 1, LARGEST_READ)];
      channel.position(place.offset());
      return scan(Channels.newInputStream(channel), buffer, place, first, limit);
    } catch (NoSuchFileException nothingYet) {
      return new Lines(List.of(), place, false);
    } catch (IOException failure) {
      throw failure("read a transcript", failure);
    }
  }

  private static Lines scan(InputStream in, byte[] buffer, Place place, long first, int limit)
      throws IOException {
    List<String> texts = new ArrayList<>();
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    long number = place.line();
    long offset = place.offset();
    long weight = 0;
    for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
      int start = 0;
      for (int end = lineEnd(buffer, 0, count); end >= 0; end = lineEnd(buffer, start, count)) {
        if (texts.size() >= limit || weight >= PAGE_BYTES) {
          return new Lines(texts, new Place(number, offset), true);
        }
        int length = line.size() + end - start;
        if (number >= first) {
          line.write(buffer, start, end - start);
          texts.add(line.toString(StandardCharsets.UTF_8));
          weight += length;
        }
        line.reset();
        number++;
        offset += length + 1L;
        start = end + 1;
      }
      line.write(buffer, start, count - start);
    }
    return new Lines(texts, new Place(number, offset), false);
  }

  private static int lineEnd(byte[] buffer, int from, int to) {
    for (int index = from; index < to; index++) {
      if (buffer[index] == '\n') {
        return index;
      }
    }
    return -1;
  }

  /** The place behind the last line end. */
  Place end() throws IOException {
    long lines = 0;
    long whole = 0;
    long read = 0;
    byte[] buffer = new byte[64 * 1024];
    try (InputStream in = Files.newInputStream(path)) {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        for (int index = 0; index < count; index++) {
          if (buffer[index] == '\n') {
            lines++;
            whole = read + index + 1;
          }
        }
        read += count;
      }
    }
    return new Place(lines, whole);
  }

  boolean isSealed() {
    return Files.exists(sealPath());
  }

  Optional<TranscriptSeal> seal() throws IOException {
    if (!isSealed()) {
      return Optional.empty();
    }
    String hash = Files.readString(sealPath()).split(" ", 2)[0];
    return Optional.of(new TranscriptSeal(new Sha256(hash), Files.size(path)));
  }

  /** Writes the seal of what the file holds. */
  TranscriptSeal close() throws IOException {
    MessageDigest digest = Sha256.digest();
    long bytes;
    try (InputStream in = new DigestInputStream(Files.newInputStream(path), digest)) {
      bytes = in.transferTo(java.io.OutputStream.nullOutputStream());
    }
    Sha256 hash = Sha256.finish(digest);
    Path partial = path.resolveSibling(path.getFileName() + ".partial");
    PrivateFiles.file(partial);
    Files.writeString(partial, hash + "  " + path.getFileName() + "\n", StandardOpenOption.DSYNC);
    Files.move(partial, sealPath(), StandardCopyOption.ATOMIC_MOVE);
    return new TranscriptSeal(hash, bytes);
  }

  private Path sealPath() {
    return path.resolveSibling(path.getFileName() + ".sha256");
  }

  StoreException failure(String operation, IOException failure) {
    return new StoreException(
        operation,
        path,
        failure.getClass().getSimpleName()
            + ": "
            + failure.getMessage()
            + "; check the disk's free space and the folder's rights",
        failure);
  }
}
