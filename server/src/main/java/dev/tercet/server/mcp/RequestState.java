package dev.tercet.server.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tercet.server.rpc.RpcException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The state of a request that waits for its client's answers, signed, because it lies with the
 * client meanwhile (2026-07-28, Multi Round-Trip Requests, server requirement 4 and 5). It holds
 * for the same request by the same caller, for a while, until the server ends.
 */
final class RequestState {

  private static final Duration LASTS = Duration.ofHours(1);
  private static final int LONGEST = 1 << 20;
  private static final Base64.Encoder TO_TEXT = Base64.getUrlEncoder().withoutPadding();

  private final SecretKeySpec key;
  private final InstantSource clock;

  RequestState(InstantSource clock) {
    byte[] secret = new byte[32];
    new SecureRandom().nextBytes(secret);
    this.key = new SecretKeySpec(secret, "HmacSHA256");
    this.clock = clock;
  }

  /**
   * The answers so far, as text for the client to keep.
   *
   * @param request what the state belongs to
   */
  String seal(String request, ObjectNode answers) {
    ObjectNode state = Json.object();
    state.put("for", digest(request));
    state.put("until", clock.instant().plus(LASTS).toEpochMilli());
    state.set("answers", answers);
    byte[] bytes = Json.write(state).getBytes(StandardCharsets.UTF_8);
    return TO_TEXT.encodeToString(bytes) + "." + TO_TEXT.encodeToString(sign(bytes));
  }

  /** The answers that were sealed; what we did not seal for this request is refused. */
  ObjectNode open(String request, String sealed) throws RpcException {
    int dot = sealed.indexOf('.');
    if (dot < 0 || sealed.length() > LONGEST) {
      throw refused();
    }
    byte[] bytes;
    byte[] signature;
    try {
      bytes = Base64.getUrlDecoder().decode(sealed.substring(0, dot));
      signature = Base64.getUrlDecoder().decode(sealed.substring(dot + 1));
    } catch (IllegalArgumentException noBase64) {
      throw refused();
    }
    if (!MessageDigest.isEqual(signature, sign(bytes))) {
      throw refused();
    }
    JsonNode state = Json.parse(new String(bytes, StandardCharsets.UTF_8));
    boolean isOurs =
        state.path("for").asText().equals(digest(request))
            && state.path("until").asLong() > clock.millis()
            && state.path("answers").isObject();
    if (!isOurs) {
      throw refused();
    }
    return (ObjectNode) state.path("answers");
  }

  private static RpcException refused() {
    return Errors.invalid(
            "this requestState is not of this request, was changed, or is too old: begin again")
        .toException();
  }

  private byte[] sign(byte[] bytes) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      return mac.doFinal(bytes);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static String digest(String request) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(request.getBytes(StandardCharsets.UTF_8));
      return TO_TEXT.encodeToString(hash);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
