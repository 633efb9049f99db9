package dev.tercet.server.store;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/**
 * The rule by which an event's hash is made, so that a third party can check an export.
 *
 * <p>The hash is the SHA-256 of these bytes: the line {@code tercet-journal/1} and, in this order,
 * one line each for previous hash, position, task, seq, type, version, at, actor's kind, user,
 * client and run, command key, command hash, caused by, payload hash. A line is the number of UTF-8
 * bytes of the value in decimal, a colon, the value, a line feed; an absent value is a dash and a
 * line feed. Numbers are decimal without leading zeros, {@code at} is the text that is stored, in
 * ISO-8601 and UTC. The payload hash is the SHA-256 of the payload text's UTF-8 bytes; the text
 * itself is not in the chain, so that it can be purged.
 */
final class Chain {

  private static final byte[] HEADER = "tercet-journal/1\n".getBytes(StandardCharsets.UTF_8);
  private static final byte[] ABSENT = {'-', '\n'};

  private Chain() {}

  static Sha256 hash(Row row) {
    MessageDigest digest = Sha256.digest();
    digest.update(HEADER);
    add(digest, row.previous());
    add(digest, Long.toString(row.position()));
    add(digest, row.task());
    add(digest, Long.toString(row.seq()));
    add(digest, row.type());
    add(digest, Long.toString(row.version()));
    add(digest, row.at());
    add(digest, row.actorKind());
    add(digest, row.actorUser());
    add(digest, row.actorClient());
    add(digest, row.actorRun());
    add(digest, row.commandKey());
    add(digest, row.commandHash());
    add(digest, row.causedBy());
    add(digest, row.payloadHash());
    return Sha256.finish(digest);
  }

  private static void add(MessageDigest digest, @Nullable String value) {
    if (value == null) {
      digest.update(ABSENT);
      return;
    }
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
    digest.update(bytes);
    digest.update((byte) '\n');
  }
}
