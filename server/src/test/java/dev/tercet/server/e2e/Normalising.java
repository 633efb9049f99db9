package dev.tercet.server.e2e;

import com.google.gson.JsonArray;
import com.google.gson.JsonParser;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Replaces what is another in each run by what is always the same: paths, ids, hashes, times. */
record Normalising(Path root) {

  private static final Pattern HASH =
      Pattern.compile("(?<![0-9a-f])([0-9a-f]{64}|[0-9a-f]{40})(?![0-9a-f])");
  private static final Pattern TASK =
      Pattern.compile("(?<=\\b(?:greet-the-world|by-hand|explode)-)[a-z0-9]{4}\\b");
  private static final List<String> SUFFIXES = List.of("x7k2", "m4qd", "t9wr");

  static Normalising of(Path root) {
    return new Normalising(root);
  }

  JsonArray apply(JsonArray messages) {
    String text = messages.toString().replace(root + "/", "/home/ann/");
    text = replaced(text, TASK, Normalising::suffix);
    text = hashes(text);
    text =
        text.replaceAll(
                "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z", "2026-03-02T09:00:00Z")
            .replaceAll("\"pid\":\\d+", "\"pid\":4242")
            .replaceAll("\"hash\":\"[0-9a-f]{16}\"", "\"hash\":\"5bc1e0f2a4d87936\"")
            .replaceAll("http://127\\.0\\.0\\.1:\\d+", "http://127.0.0.1:8417")
            .replaceAll("\"proven\":(true|false)", "\"proven\":true")
            .replaceAll("\"git\":\"[^\"]*\"", "\"git\":\"2.47.0\"")
            .replaceAll(
                "\"text\":\"\\d+\\.\\d+[^\"]* at /[^\"]*git\"",
                "\"text\":\"2.47.0 at /usr/bin/git\"")
            .replaceAll("\\d+ MiB free", "81920 MiB free")
            .replace("\"user\":\"" + System.getProperty("user.name") + "\"", "\"user\":\"ann\"")
            .replace(
                "\\\"user\\\":\\\"" + System.getProperty("user.name") + "\\\"",
                "\\\"user\\\":\\\"ann\\\"")
            .replace(" (origin unproven)", "");
    return JsonParser.parseString(text).getAsJsonArray();
  }

  private interface Substitute {
    String of(String found, int number);
  }

  private static String suffix(String found, int number) {
    return SUFFIXES.get(number);
  }

  private static String replaced(String text, Pattern pattern, Substitute substitute) {
    Map<String, String> known = new LinkedHashMap<>();
    Matcher matcher = pattern.matcher(text);
    return matcher.replaceAll(
        match -> known.computeIfAbsent(match.group(), id -> substitute.of(id, known.size())));
  }

  /** Whole ones first; then what stands for their beginnings. */
  private static String hashes(String text) {
    Map<String, String> known = new LinkedHashMap<>();
    Matcher matcher = HASH.matcher(text);
    while (matcher.find()) {
      known.computeIfAbsent(
          matcher.group(), hash -> made(known.size()).substring(0, hash.length()));
    }
    String result = text;
    for (Map.Entry<String, String> entry : known.entrySet()) {
      result = result.replace(entry.getKey(), entry.getValue());
    }
    for (Map.Entry<String, String> entry : known.entrySet()) {
      for (int length : new int[] {12, 10, 7}) {
        result =
            result.replaceAll(
                "(?<![0-9a-f])" + entry.getKey().substring(0, length) + "(?![0-9a-f])",
                entry.getValue().substring(0, length));
      }
    }
    return result;
  }

  private static String made(int number) {
    try {
      byte[] text = ("hash " + number).getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
