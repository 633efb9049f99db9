package dev.tercet.server.store;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A SHA-256 digest, as 64 lower-case hexadecimal digits. */
public record Sha256(String hex) {

  /** Stands before the first event of a task, where there is no previous hash. */
  public static final Sha256 ZERO = new Sha256("0".repeat(64));

  public Sha256 {
    if (hex.length() != 64 || !isHexadecimal(hex)) {
      throw new IllegalArgumentException(
          "a SHA-256 has 64 lower-case hexadecimal digits: \"" + hex + "\"");
    }
  }

  /** The digest of the bytes. */
  public static Sha256 of(byte[] bytes) {
    return of(digest().digest(bytes), HexFormat.of());
  }

  /** The digest of the text's UTF-8 bytes. */
  public static Sha256 of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  static Sha256 finish(MessageDigest digest) {
    return of(digest.digest(), HexFormat.of());
  }

  static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }

  private static Sha256 of(byte[] digest, HexFormat format) {
    return new Sha256(format.formatHex(digest));
  }

  /** A plain loop, because a replay makes three of these for every event. */
  private static boolean isHexadecimal(String text) {
    for (int index = 0; index < text.length(); index++) {
      char digit = text.charAt(index);
      if ((digit < '0' || digit > '9') && (digit < 'a' || digit > 'f')) {
        return false;
      }
    }
    return true;
  }

  @Override
  public String toString() {
    return hex;
  }
}
