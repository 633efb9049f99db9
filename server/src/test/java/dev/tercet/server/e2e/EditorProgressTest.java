package dev.tercet.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import dev.tercet.protocol.TaskState;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
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
      List<String> bars = new CopyOnWriteArrayList<>();
      editor.replies(
          "window/workDoneProgress/create",
          params -> {
            bars.add(params.getAsJsonObject().get("token").getAsString());
            if (bars.size() > 1) {
              play.until(task, TaskState.Kind.READY);
            }
            return null;
          });

      editor.press(spec, "Approve");
      editor.told(
          "$/progress",
          params -> bars.size() > 1 && is(params, bars.get(1)) && kind(params).equals("end"));

      // The first bar is the command's, the second the task's.
      List<String> newestFirst = new ArrayList<>();
      editor.told(
          "$/progress",
          params -> {
            if (is(params, bars.get(1))) {
              newestFirst.add(kind(params));
            }
            return is(params, bars.get(1)) && kind(params).equals("begin");
          });
      assertThat(newestFirst).containsExactly("end", "begin");
    }
  }

  private static boolean is(JsonObject params, String bar) {
    return params.get("token").getAsString().equals(bar);
  }

  private static String kind(JsonObject params) {
    return params.getAsJsonObject("value").get("kind").getAsString();
  }
}
