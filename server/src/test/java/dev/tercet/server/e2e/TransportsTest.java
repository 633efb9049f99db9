package dev.tercet.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.tercet.protocol.WireGson;
import dev.tercet.protocol.connect.Hello.Speech;
import dev.tercet.server.MemoryServer;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole job, from ticket to merge, by frames alone; the same over everything that carries them.
 */
class TransportsTest {

  @TempDir Path temp;

  @Test
  void in_memory() throws IOException {
    Playground play = Playground.prepare(temp);
    try (MemoryServer server = MemoryServer.open(play.home(), play.environment())) {
      PipedOutputStream toServer = new PipedOutputStream();
      PipedInputStream fromServer = new PipedInputStream(1 << 16);
      server.serve(
          Speech.LSP,
          play.repository(),
          new PipedInputStream(toServer, 1 << 16),
          new PipedOutputStream(fromServer));
      try (Editor editor = new Editor(fromServer, toServer, toServer)) {
        doTheJob(play, editor);
      }
    }
  }

  @Test
  void through_the_socket() {
    try (Playground play = Playground.open(temp);
        Editor editor = play.newEditor()) {
      doTheJob(play, editor);
    }
  }

  /** The front command as an editor starts it: a process that only moves bytes. */
  @Test
  void through_the_front_command() throws Exception {
    try (Playground play = Playground.open(temp)) {
      ProcessBuilder builder =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  "dev.tercet.front.Main",
                  "lsp")
              .directory(play.repository().toFile())
              .redirectError(ProcessBuilder.Redirect.INHERIT);
      builder.environment().clear();
      builder.environment().putAll(play.environment());
      Process front = builder.start();
      try (Editor editor =
          new Editor(front.getInputStream(), front.getOutputStream(), front::destroyForcibly)) {
        doTheJob(play, editor);
        assertThat(front.waitFor(20, TimeUnit.SECONDS)).isTrue();
      }
    }
  }

  private static void doTheJob(Playground play, Editor editor) {
    JsonObject hello = editor.initialize(play.repository(), "{}");
    assertThat(hello.getAsJsonObject("serverInfo").get("name").getAsString()).isEqualTo("Tercet");
    editor.ask("tercet/inbox/subscribe", Map.of());
    JsonElement ticket =
        WireGson.gson().toJsonTree(play.ticket("Greet the world", Scripts.smooth("greeting")));
    String task =
        editor
            .ask("tercet/task/create", ticket)
            .getAsJsonObject()
            .getAsJsonObject("summary")
            .get("id")
            .getAsString();

    untilAsked(editor, "approval");
    JsonObject view = editor.ask("tercet/task/show", Map.of("task", task)).getAsJsonObject();
    Path spec = Path.of(view.get("worktree").getAsString(), ".tercet", "tasks", task, "spec.md");
    editor.open(spec, Playground.read(spec));
    assertThat(editor.press(spec, "Approve").has("result")).isTrue();
    untilAsked(editor, "merge");
    assertThat(editor.press(spec, "Merge").has("result")).isTrue();
    editor.told(
        "tercet/task/changed",
        params ->
            params
                .getAsJsonObject("summary")
                .getAsJsonObject("state")
                .get("kind")
                .getAsString()
                .equals("merged"));

    assertThat(editor.ask("shutdown", null).isJsonNull()).isTrue();
    assertThat(editor.code("textDocument/hover", Editor.at(spec, 0, 0))).isEqualTo(-32600);
    editor.tell("exit", new JsonObject());
    editor.awaitEnd();
  }

  private static void untilAsked(Editor editor, String kind) {
    editor.told(
        "tercet/inbox/changed", inbox -> kinds(inbox.getAsJsonArray("decisions")).contains(kind));
  }

  private static List<String> kinds(JsonArray decisions) {
    return decisions.asList().stream()
        .map(one -> one.getAsJsonObject().getAsJsonObject("asked").get("kind").getAsString())
        .toList();
  }
}
