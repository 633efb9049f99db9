package dev.tercet.server.perform;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * What a program writes for people, without known secrets, also those that are learned later. What
 * may be the beginning of a secret waits for what follows.
 */
public final class RedactedOutput extends OutputStream {

  private final PrintStream out;
  private final RedactedStream text;

  private RedactedOutput(PrintStream out, Secrets secrets) {
    this.out = out;
    this.text = new RedactedStream(secrets);
  }

  /** A stream that may be written to in its place. */
  public static PrintStream around(PrintStream out, Secrets secrets) {
    return new PrintStream(new RedactedOutput(out, secrets), true, StandardCharsets.UTF_8);
  }

  @Override
  public synchronized void write(int b) {
    write(new byte[] {(byte) b}, 0, 1);
  }

  /** Gets whole characters: they come from the encoder of a {@link PrintStream}. */
  @Override
  public synchronized void write(byte[] bytes, int from, int length) {
    out.print(text.add(new String(bytes, from, length, StandardCharsets.UTF_8)));
  }

  @Override
  public synchronized void flush() {
    out.flush();
  }

  @Override
  public synchronized void close() throws IOException {
    out.print(text.end());
    out.flush();
  }
}
