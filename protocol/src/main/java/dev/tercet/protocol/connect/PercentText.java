package dev.tercet.protocol.connect;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Text as one word without spaces: UTF-8 with percent signs; the empty text is a dash. */
final class PercentText {

  private static final String PLAIN = "-/._~:+@,=\\";

  private PercentText() {}

  static String encode(String text) {
    if (text.isEmpty()) {
      return "-";
    }
    if (text.equals("-")) {
      return "%2D";
    }
    StringBuilder word = new StringBuilder(text.length() + 16);
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      if (isPlain(b)) {
        word.append((char) b);
      } else {
        word.append('%').append(HexFormat.of().withUpperCase().toHexDigits(b));
      }
    }
    return word.toString();
  }

  private static boolean isPlain(byte b) {
    return b > 0 && (Character.isLetterOrDigit(b) || PLAIN.indexOf(b) >= 0);
  }

  /**
   * The text that a word stands for.
   *
   * @throws IllegalArgumentException a percent sign without two hexadecimal digits
   */
  static String decode(String word) {
    if (word.equals("-")) {
      return "";
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(word.length());
    byte[] raw = word.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < raw.length; i++) {
      if (raw[i] != '%') {
        bytes.write(raw[i]);
      } else if (i + 2 < raw.length) {
        String digits = new String(raw, i + 1, 2, StandardCharsets.ISO_8859_1);
        bytes.write(HexFormat.fromHexDigits(digits));
        i += 2;
      } else {
        throw new IllegalArgumentException("a percent sign is followed by two digits");
      }
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
