package dev.tercet.server.process;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Splits one stream into lines within limits; used by one thread. */
final class LineReader {

  private final LineLimits limits;
  private final Consumer<Line> lines;
  private final Runnable flooded;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private long cut;
  private long total;

  LineReader(LineLimits limits, Consumer<Line> lines, Runnable flooded) {
    this.limits = limits;
    this.lines = lines;
    this.flooded = flooded;
  }

  /** Reads until the end of the stream, or until it is closed under us. */
  void drain(InputStream in) {
    byte[] buffer = new byte[16 * 1024];
    try (in) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        take(buffer, read);
      }
    } catch (IOException _) {
      // The pipe was closed because its process ended: what was read until then is the output.
    }
    if (line.size() > 0 || cut > 0) {
      pass();
    }
  }

  private void take(byte[] buffer, int length) {
    boolean wasBelow = total <= limits.totalBytes();
    int allowed = (int) Math.max(0, Math.min(length, limits.totalBytes() - total));
    total += length;
    int from = 0;
    for (int i = 0; i < allowed; i++) {
      if (buffer[i] == '\n') {
        keep(buffer, from, i);
        pass();
        from = i + 1;
      }
    }
    keep(buffer, from, allowed);
    if (wasBelow && total > limits.totalBytes()) {
      flooded.run();
    }
  }

  private void keep(byte[] buffer, int from, int to) {
    int room = Math.min(to - from, limits.lineBytes() - line.size());
    line.write(buffer, from, room);
    cut += to - from - room;
  }

  private void pass() {
    String text = line.toString(StandardCharsets.UTF_8);
    lines.accept(new Line(text.endsWith("\r") ? text.substring(0, text.length() - 1) : text, cut));
    line.reset();
    cut = 0;
  }
}
