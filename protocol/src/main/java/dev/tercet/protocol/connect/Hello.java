package dev.tercet.protocol.connect;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The first line that each side of a connection sends, before any other protocol: {@code tercet/1
 * WHAT VERSION CWD TOKEN [PROGRAM]} and a newline. The daemon answers with a line of the same form,
 * or with a {@link Refusal}. Neither side reads further than the newline.
 */
public sealed interface Hello {

  /** The longest line, in bytes, newline included. */
  int MAX_LINE = 8192;

  /**
   * What both sides of a {@link Speech#DIRECT} connection say, once each: the daemon when it has
   * the streams, the front when all that came over its first connection is written. Nothing else
   * follows; the end of either is the end of both.
   */
  int AGREED = 'k';

  /**
   * Who calls, and what will be spoken.
   *
   * @param version of Tercet, without spaces
   * @param cwd the caller's working directory; empty when there is none
   * @param token proves the sender where the transport does not; null on a Unix socket
   * @param program the caller's name, such as {@code neovim}, for receipts; null where it does not
   *     say
   */
  record Greeting(
      Speech speech, String version, String cwd, @Nullable String token, @Nullable String program)
      implements Hello {

    /** Of a caller that does not say its name. */
    public Greeting(Speech speech, String version, String cwd, @Nullable String token) {
      this(speech, version, cwd, token, null);
    }

    /** The same with a token. */
    public Greeting with(@Nullable String proof) {
      return new Greeting(speech, version, cwd, proof, program);
    }

    @Override
    public String line() {
      String word = speech.name().toLowerCase(Locale.ROOT);
      return Hello.line(word, version, cwd, token == null ? "" : token)
          + (program == null ? "" : " " + PercentText.encode(program))
          + "\n";
    }
  }

  /** Why the daemon does not talk; it closes the connection after this line. */
  record Refusal(String version, String reason) implements Hello {

    /** How the reason of a daemon begins that ends to make room for a newer one. */
    public static final String HANDS_OVER = "it hands over";

    @Override
    public String line() {
      return Hello.line("error", version, reason, "") + "\n";
    }
  }

  /** What is spoken after the first line. */
  enum Speech {
    TASK,
    LSP,
    MCP,
    /** One run's own tools, for the agent that does it. */
    RUN,
    /**
     * A front command hands over its standard streams, with a byte after the greetings; see {@link
     * #AGREED}.
     */
    DIRECT
  }

  /** The line, newline included. */
  String line();

  private static String line(String what, String version, String text, String token) {
    return String.join(
        " ",
        "tercet/1",
        what,
        PercentText.encode(version),
        PercentText.encode(text),
        PercentText.encode(token));
  }

  /**
   * The meaning of a line, without its newline.
   *
   * @throws IllegalArgumentException in words, when it is none of ours
   */
  static Hello parse(String line) {
    String[] words = line.split(" ", -1);
    if (!words[0].equals("tercet/1")) {
      throw new IllegalArgumentException(
          words[0].startsWith("tercet/")
              ? "the other side speaks " + shown(words[0]) + ", this one tercet/1"
              : "not a line of Tercet: \"" + shown(line) + "\"");
    }
    if (words.length < 5) {
      throw new IllegalArgumentException("a first line has five words: \"" + shown(line) + "\"");
    }
    String version = PercentText.decode(words[2]);
    String text = PercentText.decode(words[3]);
    if (words[1].equals("error")) {
      return new Refusal(version, text);
    }
    String program = words.length > 5 ? PercentText.decode(words[5]) : "";
    return new Greeting(
        speech(words[1]),
        version,
        text,
        nullIfEmpty(PercentText.decode(words[4])),
        nullIfEmpty(program));
  }

  private static @Nullable String nullIfEmpty(String text) {
    return text.isEmpty() ? null : text;
  }

  /**
   * Reads the line and not a byte more.
   *
   * @throws EOFException the other side closed before a whole line
   * @throws IOException the stream failed, or what came is no such line
   */
  static Hello read(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream(128);
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new EOFException("the connection was closed before the first line was complete");
      }
      if (line.size() >= MAX_LINE - 1) {
        throw new IOException("the first line is longer than " + MAX_LINE + " bytes");
      }
      line.write(b);
    }
    try {
      return parse(line.toString(StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private static Speech speech(String word) {
    for (Speech speech : Speech.values()) {
      if (speech.name().toLowerCase(Locale.ROOT).equals(word)) {
        return speech;
      }
    }
    throw new IllegalArgumentException(
        "one of task, lsp, mcp, run, direct is spoken: \"" + shown(word) + "\"");
  }

  private static String shown(String text) {
    String plain = text.replaceAll("\\p{Cntrl}", "?");
    return plain.length() <= 60 ? plain : plain.substring(0, 60) + "…";
  }
}
