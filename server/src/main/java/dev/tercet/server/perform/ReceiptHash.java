package dev.tercet.server.perform;

import dev.tercet.server.workflow.MergeReceipt;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The short name of a merge receipt, as it stands in the merge commit. */
public final class ReceiptHash {

  private ReceiptHash() {}

  public static String of(MergeReceipt receipt) {
    String text =
        String.join(
            "\n",
            receipt.decision().value(),
            receipt.head().value(),
            String.valueOf(receipt.reviewed()),
            String.valueOf(receipt.pass()),
            receipt.judged().toString(),
            receipt.by().actor().user(),
            receipt.by().actor().client(),
            receipt.by().at().toString());
    return hash(text);
  }

  /** The first 16 hexadecimal digits of the SHA-256. */
  public static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest).substring(0, 16);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }
}
