package dev.tercet.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import dev.tercet.protocol.TaskState;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bar that an editor shows for a task that was let go on. */
class EditorProgressTest {

  @TempDir Path temp;

  @Test
  void a_bar_begins_before_it_ends_however_late_the_editor_makes_it() {
    try (Playground play = Playground.open(temp);
        Editor editor = play.newEditor()) {
      editor.initialize(play.repository(), "{\"window\": {\"workDoneProgress\": true}}");
      String task = play.create(play.ticket("Greet the world", Scripts.smooth("greeting")));
      Path spec = EditorTest.spec(play, task);
      editor.open(spec, Playground.read(spec));
      editor.replies(
          "window/workDoneProgress/create",
          _ -> {
            play.until(task, TaskState.Kind.READY);
            return null;
          });

      editor.press(spec, "Approve");
      editor.told("$/progress", params -> kind(params).equals("end"));

      List<String> newestFirst = new ArrayList<>();
      editor.told(
          "$/progress",
          params -> {
            newestFirst.add(kind(params));
            return kind(params).equals("begin");
          });
      assertThat(newestFirst).containsExactly("end", "begin");
    }
  }

  private static String kind(JsonObject params) {
    return params.getAsJsonObject("value").get("kind").getAsString();
  }
}
