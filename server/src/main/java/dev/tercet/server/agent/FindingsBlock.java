package dev.tercet.server.agent;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tercet.server.review.Claim;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * The findings that a reviewer without tools writes into its answer: fenced blocks {@code
 * findings}, or {@code json} where what is in them looks like findings. In a block stand JSON
 * objects, a line each, or an array of them.
 *
 * <p>What cannot be read is kept and marked, never dropped: a reviewer's words are worth more than
 * their form.
 */
public final class FindingsBlock {

  /** How to write it, for a prompt. */
  public static final String FORMAT =
      """
      Report every finding in one fenced block, one JSON object per line; leave out what you do \
      not know. `severity` is critical, major, minor or nit. `evidence` is quoted from the code, \
      `probe` a command or test that shows the defect. An empty block says that there are none.
      ```findings
      {"severity":"major","file":"src/Auth.java","startLine":40,"endLine":47,"symbol":"Auth.rotate",\
      "defectClass":"race condition","claim":"Two requests can rotate the same token",\
      "evidence":"if (token.isValid()) rotate(token)","suggestion":"Rotate with compare-and-set",\
      "probe":"mvn test -Dtest=AuthRaceTest"}
      ```
      """;

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
          .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
          .build();

  private FindingsBlock() {}

  /** The claims in the text, each once, in order. Total. */
  public static List<Claim> read(String text) {
    Set<Claim> claims = new LinkedHashSet<>();
    for (FencedBlock block : FencedBlock.in(text)) {
      switch (block.kind()) {
        case "findings" -> claims.addAll(claims(block.content()));
        case "json", "jsonl", "ndjson" -> claims.addAll(onlyFindings(block.content()));
        default -> {}
      }
    }
    return List.copyOf(claims);
  }

  /** What one block holds. */
  static List<Claim> claims(String content) {
    List<JsonNode> values = wholly(content);
    return values == null ? byLine(content) : values.stream().flatMap(FindingsBlock::each).toList();
  }

  private static List<Claim> onlyFindings(String content) {
    List<JsonNode> values = wholly(content);
    if (values == null) {
      // Cut off or damaged: findings only when it speaks of them.
      boolean speaks = content.contains("\"severity\"") && content.contains("\"claim\"");
      return speaks ? byLine(content) : List.of();
    }
    boolean findings = values.stream().flatMap(FindingsBlock::elements).allMatch(ClaimJson::isOne);
    return findings ? values.stream().flatMap(FindingsBlock::each).toList() : List.of();
  }

  /** The values, when the content is nothing but JSON. */
  private static @Nullable List<JsonNode> wholly(String content) {
    try (MappingIterator<JsonNode> values = JSON.readerFor(JsonNode.class).readValues(content)) {
      return values.readAll();
    } catch (IOException _) {
      // Then it is read line by line.
      return null;
    }
  }

  /** Line by line: what is JSON is read, lines in a row that are not become one marked claim. */
  private static List<Claim> byLine(String content) {
    List<Claim> claims = new ArrayList<>();
    StringBuilder unread = new StringBuilder();
    for (String line : content.lines().toList()) {
      JsonNode value = object(line);
      if (value == null) {
        unread.append(line).append('\n');
      } else {
        keep(unread, claims);
        claims.add(ClaimJson.read(value));
      }
    }
    keep(unread, claims);
    return claims;
  }

  private static void keep(StringBuilder unread, List<Claim> claims) {
    String text = unread.toString().strip();
    unread.setLength(0);
    if (text.matches("[\\[\\],\\s]*")) {
      return;
    }
    claims.add(ClaimJson.unreadable(text, "this is not JSON"));
  }

  private static @Nullable JsonNode object(String line) {
    String text = line.strip().replaceFirst("^\\[", "").replaceFirst("[,\\]]+$", "");
    if (!text.startsWith("{")) {
      return null;
    }
    try {
      JsonNode node = JSON.readTree(text);
      return node.isObject() ? node : null;
    } catch (JacksonException _) {
      // Then the line is kept as it stands.
      return null;
    }
  }

  private static Stream<Claim> each(JsonNode value) {
    return elements(value).map(ClaimJson::read);
  }

  private static Stream<JsonNode> elements(JsonNode value) {
    if (value.isObject() && value.path("findings").isArray()) {
      return elements(value.path("findings"));
    }
    return value.isArray() ? StreamSupport.stream(value.spliterator(), false) : Stream.of(value);
  }
}
