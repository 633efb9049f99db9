package dev.tercet.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Everything that the command line can do, an editor can without a plugin. */
class EditorCommandsTest {

  /**
   * What makes no sense from within an editor: what starts the daemon that the editor talks to
   * already, other doors, and what is for a terminal alone.
   */
  private static final Set<String> OF_TERMINALS =
      Set.of("daemon start", "daemon run", "lsp", "mcp", "mcp install", "demo", "completion");

  private static final int MANY = 300;

  @TempDir Path temp;

  @Test
  void every_command_of_the_command_line_is_there() throws Exception {
    try (Playground play = Playground.open(temp);
        Editor editor = play.newEditor()) {
      Set<String> offered = offered(editor.initialize(play.repository(), "{}"));
      Set<String> expected = new TreeSet<>();
      for (String command : commandLine(play)) {
        if (!OF_TERMINALS.contains(command)) {
          expected.add("tercet." + camel(command.replace(' ', '.')));
        }
      }

      assertThat(expected).contains("tercet.pushBack", "tercet.preset.set");
      assertThat(offered).containsAll(expected);
    }
  }

  @Test
  void each_that_is_offered_is_known() {
    try (Playground play = Playground.open(temp);
        Editor editor = play.newEditor()) {
      for (String command : offered(editor.initialize(play.repository(), "{}"))) {
        JsonObject answer =
            editor.exchange(
                "workspace/executeCommand",
                Map.of("command", command, "arguments", List.of(1, 2, 3, 4, 5, 6)));
        if (answer.has("error")) {
          assertThat(answer.getAsJsonObject("error").get("message").getAsString())
              .as(command)
              .doesNotContain("there is no command");
          assertThat(answer.getAsJsonObject("error").get("code").getAsInt())
              .as(command)
              .isEqualTo(-32602);
        }
      }
    }
  }

  @Test
  void very_many_at_once_are_all_answered() {
    try (Playground play = Playground.open(temp);
        Editor editor = play.newEditor()) {
      editor.initialize(play.repository(), "{}");
      for (int number = 0; number < MANY; number++) {
        editor.raw(
            """
            {"jsonrpc":"2.0","id":"m%d","method":"workspace/executeCommand",\
            "params":{"command":"tercet.daemon.status"}}\
            """
                .formatted(number));
      }
      for (int number = 0; number < MANY; number++) {
        assertThat(editor.answer(new JsonPrimitive("m" + number)).has("result")).isTrue();
      }
    }
  }

  @Test
  void commands_that_wait_for_a_person_leave_room_for_everything_else() {
    try (Playground play = Playground.open(temp);
        Editor editor = play.newEditor()) {
      editor.initialize(play.repository(), "{\"experimental\":{\"tercet\":{\"ask\":true}}}");
      editor.ignores("tercet/ask");
      for (int number = 0; number < 100; number++) {
        editor.raw(
            """
            {"jsonrpc":"2.0","id":"w%d","method":"workspace/executeCommand",\
            "params":{"command":"tercet.new"}}\
            """
                .formatted(number));
      }
      editor.told("tercet/ask");

      assertThat(editor.ask("tercet/server/status", Map.of()).isJsonObject()).isTrue();
      editor.tell("$/cancelRequest", Map.of("id", "w7"));
      assertThat(
              editor
                  .answer(new JsonPrimitive("w7"))
                  .getAsJsonObject("error")
                  .get("code")
                  .getAsInt())
          .isEqualTo(-32800);
    }
  }

  private static Set<String> offered(JsonObject hello) {
    Set<String> offered = new TreeSet<>();
    for (JsonElement command :
        hello
            .getAsJsonObject("capabilities")
            .getAsJsonObject("executeCommandProvider")
            .getAsJsonArray("commands")) {
      offered.add(command.getAsString());
    }
    return offered;
  }

  /** The commands that the command line completes, those with commands below them by these. */
  private static Set<String> commandLine(Playground play) throws Exception {
    String script = completion(play);
    Set<String> all = new TreeSet<>();
    Matcher named = Pattern.compile("function _picocli_tercet_(\\w+)\\(\\)").matcher(script);
    while (named.find()) {
      all.add(named.group(1).replace("pushback", "push-back").replace('_', ' '));
    }
    Set<String> parents = new TreeSet<>();
    all.stream()
        .filter(command -> command.indexOf(' ') > 0)
        .forEach(command -> parents.add(command.substring(0, command.indexOf(' '))));
    all.removeAll(parents);
    assertThat(all).as("commands of the command line").hasSizeGreaterThan(30);
    return all;
  }

  private static String completion(Playground play) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            "dev.tercet.cli.Main",
            "completion");
    builder.environment().clear();
    builder.environment().putAll(play.environment());
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    Process process = builder.start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    return text;
  }

  private static String camel(String dashed) {
    StringBuilder camel = new StringBuilder();
    for (int at = 0; at < dashed.length(); at++) {
      boolean dash = dashed.charAt(at) == '-';
      camel.append(dash ? Character.toUpperCase(dashed.charAt(++at)) : dashed.charAt(at));
    }
    return camel.toString();
  }
}
