package dev.tercet.server.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A run's transcript that is being written. Its state is confined to its lock, which is held while
 * a line goes to the file, because the order of lines is the order in the file.
 */
final class Transcript {

  private static final int LINES_AT_ONCE = 500;

  private final TranscriptFile file;
  private volatile TranscriptLimits limits;
  private final Tide tide;
  private final RecentLines recent = new RecentLines();
  private @Nullable FileChannel channel;
  private TranscriptFile.Place end = TranscriptFile.Place.START;
  private long cutLines;
  private long cutBytes;
  private volatile boolean sealed;

  Transcript(TranscriptFile file, TranscriptLimits limits, Beat beat, boolean sealed) {
    this.file = file;
    this.limits = limits;
    this.tide = new Tide(beat);
    this.sealed = sealed;
  }

  void keep(TranscriptLimits now) {
    limits = now;
  }

  /**
   * Keeps a line, or counts it as cut where there is no room for it: what an agent does must not
   * fail for what is written about it.
   */
  void append(TranscriptLine line) {
    String whole = line.json();
    String kept = CutLines.bounded(whole, limits.lineBytes());
    byte[] bytes = kept.getBytes(StandardCharsets.UTF_8);
    TranscriptLine shown = kept.equals(whole) ? line : TranscriptLine.parse(kept);
    synchronized (this) {
      try {
        if (sealed) {
          throw new StoreException("append to a transcript", file.path(), "it is sealed");
        }
        FileChannel out = opened();
        if (cutLines > 0 || end.offset() + bytes.length + CutLines.NOTE_BYTES > limits.runBytes()) {
          cutLines++;
          cutBytes += bytes.length;
          return;
        }
        write(out, bytes);
        // Who does not keep up, or comes later, reads the file.
        recent.add(shown, end, tide.isFollowed());
      } catch (IOException noRoom) {
        cutLines++;
        cutBytes += bytes.length;
        return;
      }
    }
    tide.rise();
  }

  /** What a crash left unfinished at the end is cut off: it was never acknowledged. */
  private FileChannel opened() throws IOException {
    FileChannel known = channel;
    if (known != null) {
      return known;
    }
    Path path = file.path();
    PrivateFiles.folder(Objects.requireNonNull(path.getParent(), "transcripts lie in a folder"));
    PrivateFiles.file(path);
    end = file.end();
    FileChannel opened = FileChannel.open(path, StandardOpenOption.WRITE);
    channel = opened;
    opened.truncate(end.offset());
    return opened;
  }

  private void write(FileChannel out, byte[] bytes) throws IOException {
    ByteBuffer line = ByteBuffer.allocate(bytes.length + 1).put(bytes).put((byte) '\n').flip();
    try {
      long place = end.offset();
      while (line.hasRemaining()) {
        place += out.write(line, place);
      }
      end = new TranscriptFile.Place(end.line() + 1, place);
    } catch (IOException failure) {
      out.truncate(end.offset());
      throw failure;
    }
  }

  synchronized TranscriptSeal seal() {
    try {
      Optional<TranscriptSeal> known = file.seal();
      if (known.isPresent()) {
        return known.get();
      }
      try (FileChannel out = opened()) {
        if (cutLines > 0) {
          write(out, CutLines.note(cutLines, cutBytes).getBytes(StandardCharsets.UTF_8));
          cutLines = 0;
        }
        out.force(true);
      } finally {
        channel = null;
      }
      TranscriptSeal seal = file.close();
      sealed = true;
      tide.rise();
      return seal;
    } catch (IOException failure) {
      throw file.failure("seal a transcript", failure);
    }
  }

  Subscription follow(long offset, TranscriptListener listener) {
    return tide.follow("transcript-subscription", new Follower(offset, listener));
  }

  private synchronized Optional<RecentLines.From> recentFrom(long next) {
    return recent.from(next);
  }

  /** Where a listener is in the file. Confined to its subscription's thread. */
  private final class Follower implements Tide.Reader {

    private final TranscriptListener listener;
    private TranscriptFile.Place place = TranscriptFile.Place.START;
    private long next;

    Follower(long offset, TranscriptListener listener) {
      this.next = offset;
      this.listener = listener;
    }

    @Override
    public Tide.Found read(BooleanSupplier closed) {
      boolean complete = sealed;
      List<TranscriptLine> found = found();
      if (closed.getAsBoolean()) {
        return Tide.Found.END;
      }
      if (!found.isEmpty()) {
        listener.lines(next, found);
        next += found.size();
        return Tide.Found.SOMETHING;
      }
      if (complete) {
        listener.ended();
        return Tide.Found.END;
      }
      return Tide.Found.NOTHING;
    }

    private List<TranscriptLine> found() {
      Optional<RecentLines.From> known = recentFrom(next);
      if (known.isPresent()) {
        place = known.get().end();
        return known.get().lines();
      }
      TranscriptFile.Lines read = file.read(place, next, LINES_AT_ONCE);
      place = read.end();
      return read.texts().stream().map(TranscriptLine::parse).toList();
    }

    @Override
    public void failed(RuntimeException failure) {
      listener.failed(failure);
    }
  }
}
