package dev.tercet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import dev.tercet.client.FakeDaemon;
import dev.tercet.client.FakeDaemon.Then;
import dev.tercet.protocol.Inbox;
import dev.tercet.protocol.ProtocolError;
import dev.tercet.protocol.RunOutput;
import dev.tercet.protocol.TaskChanged;
import dev.tercet.protocol.WireGson;
import dev.tercet.protocol.connect.TercetHome;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseError;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is typed, what comes out: each file below {@code transcripts} is a session with a fake
 * daemon.
 *
 * <p>A line {@code $ tercet …} is typed. Above it, {@code --- answer METHOD}, {@code --- refuse
 * METHOD ERROR}, {@code --- after METHOD task|inbox|output|hang-up}, {@code --- file NAME} and
 * {@code --- input} bring a body; {@code --- terminal WIDTH} and {@code --- environment NAME=VALUE}
 * do not. Below it stand what was printed ({@code |} and {@code !}), what the daemon was asked
 * ({@code >}) and the exit code ({@code =}). {@code UPDATE_GOLDEN=1} writes these anew.
 */
class TranscriptTest {

  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
  private static final Path FOLDER = Path.of("src/test/resources/transcripts").toAbsolutePath();

  @TempDir Path folder;

  @TestFactory
  Stream<DynamicTest> sessions() throws Exception {
    List<Path> files;
    try (Stream<Path> found = Files.list(FOLDER)) {
      files = found.filter(file -> file.toString().endsWith(".txt")).sorted().toList();
    }
    assertThat(files).isNotEmpty();
    return files.stream()
        .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> check(file)));
  }

  private void check(Path file) throws Exception {
    String golden = Files.readString(file);
    String name = file.getFileName().toString().replace(".txt", "");
    String played = new Session(Files.createDirectory(folder.resolve(name))).play(golden);
    if ("1".equals(System.getenv("UPDATE_GOLDEN"))) {
      Files.writeString(file, played);
      return;
    }
    assertThat(played).isEqualTo(golden);
  }

  private static final class Session {

    private final Path cwd;
    private final TercetHome home;
    private final StringBuilder played = new StringBuilder();
    private Map<String, String> environment = new HashMap<>();
    private String input = "";
    private int terminal;

    Session(Path folder) throws Exception {
      cwd = Files.createDirectory(folder.resolve("cwd"));
      home = new TercetHome(folder.resolve("home"));
    }

    String play(String golden) throws Exception {
      try (FakeDaemon daemon = new FakeDaemon(home)) {
        List<String> lines = golden.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
          String line = lines.get(i);
          if (line.startsWith("--- ")) {
            int end = i + 1;
            while (end < lines.size() && !lines.get(end).matches("(--- |\\$ ).*")) {
              end++;
            }
            prepare(
                daemon, line.substring(4).split(" "), String.join("\n", lines.subList(i + 1, end)));
            lines.subList(i, end).forEach(each -> played.append(each).append('\n'));
            i = end - 1;
          } else if (line.startsWith("$ ")) {
            type(daemon, line);
          } else if (line.isEmpty() || line.startsWith("#")) {
            played.append(line).append('\n');
          }
        }
      }
      return played.toString();
    }

    private void prepare(FakeDaemon daemon, String[] words, String body) throws Exception {
      switch (words[0]) {
        case "answer" -> daemon.answer(words[1], json(body));
        case "refuse" ->
            daemon.refuse(
                words[1],
                new ResponseError(ProtocolError.valueOf(words[2]).code(), body.strip(), null));
        case "hang-up" -> daemon.hangUpAt(words[1]);
        case "after" -> daemon.after(words[1], then(words[2], body));
        case "file" -> Files.writeString(cwd.resolve(words[1]), body);
        case "input" -> input = body.isEmpty() ? "" : body + "\n";
        case "terminal" -> terminal = Integer.parseInt(words[1]);
        case "environment" -> environment.put(words[1].split("=")[0], words[1].split("=")[1]);
        default -> throw new IllegalArgumentException(words[0]);
      }
    }

    /** The body itself, or the file below {@code answers} that it names. */
    private static JsonElement json(String body) throws Exception {
      String text = body.strip();
      if (text.startsWith("@")) {
        text =
            Files.readString(FOLDER.resolveSibling("answers").resolve(text.substring(1) + ".json"));
      }
      return JsonParser.parseString(text);
    }

    private static Then then(String what, String body) throws Exception {
      JsonElement json = body.isBlank() ? null : json(body);
      return switch (what) {
        case "task" -> new Then.TellTask(WireGson.gson().fromJson(json, TaskChanged.class));
        case "inbox" -> new Then.TellInbox(WireGson.gson().fromJson(json, Inbox.class));
        case "output" -> new Then.TellOutput(WireGson.gson().fromJson(json, RunOutput.class));
        case "hang-up" -> new Then.HangUp();
        default -> throw new IllegalArgumentException(what);
      };
    }

    private void type(FakeDaemon daemon, String line) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      ByteArrayOutputStream err = new ByteArrayOutputStream();
      int before = daemon.asked().size();
      Map<String, String> all = new HashMap<>(environment);
      all.putIfAbsent("TERCET_HOME", home.root().toString());
      World world =
          new World(
              new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
              new PrintStream(out, false, StandardCharsets.UTF_8),
              new PrintStream(err, false, StandardCharsets.UTF_8),
              all,
              cwd,
              terminal > 0,
              terminal > 0 ? terminal : Screen.UNLIMITED,
              InstantSource.fixed(NOW),
              "/opt/tercet/bin/tercet");
      int code = Main.run(words(line.substring("$ tercet".length())), world);
      played.append(line).append('\n');
      append("| ", out.toString(StandardCharsets.UTF_8));
      append("! ", err.toString(StandardCharsets.UTF_8));
      List<String> asked = daemon.asked();
      asked.subList(before, asked.size()).forEach(each -> append("> ", each));
      played.append("= ").append(code).append('\n');
      input = "";
    }

    private void append(String mark, String text) {
      if (text.isEmpty()) {
        return;
      }
      String shown =
          text.replace(cwd.toString(), "/cwd")
              .replace(home.root().toString(), "/home")
              .replaceAll("cli-\\d+-[0-9a-f]+", "KEY")
              .replace('\u001b', '␛');
      for (String each : shown.replaceFirst("\n$", "").split("\n", -1)) {
        played.append((mark + each).stripTrailing()).append('\n');
      }
    }

    private static String[] words(String line) {
      List<String> words = new ArrayList<>();
      Matcher matcher = Pattern.compile("'([^']*)'|(\\S+)").matcher(line);
      while (matcher.find()) {
        words.add(matcher.group(1) != null ? matcher.group(1) : matcher.group(2));
      }
      return words.toArray(String[]::new);
    }
  }
}
