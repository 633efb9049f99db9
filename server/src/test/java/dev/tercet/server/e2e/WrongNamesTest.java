package dev.tercet.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.tercet.protocol.Asked;
import dev.tercet.protocol.DecisionView;
import dev.tercet.protocol.Inbox;
import dev.tercet.protocol.ListDecisions;
import dev.tercet.protocol.PatchParams;
import dev.tercet.protocol.ProtocolError;
import dev.tercet.protocol.ReadArtifact;
import dev.tercet.protocol.TaskView;
import dev.tercet.protocol.TercetServer;
import dev.tercet.protocol.connect.Hello.Speech;
import dev.tercet.server.e2e.Playground.Open;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.eclipse.lsp4j.jsonrpc.services.JsonDelegate;
import org.eclipse.lsp4j.jsonrpc.services.JsonRequest;
import org.eclipse.lsp4j.jsonrpc.services.JsonSegment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders that are not there, and names that nothing can have. */
class WrongNamesTest {

  private static final int BAD_PARAMS = -32602;
  private static final int REPOSITORY = -32019;

  @TempDir Path temp;

  @Test
  void a_folder_in_no_repository_is_an_error_and_not_an_empty_list() throws IOException {
    try (Playground play = Playground.open(temp);
        Editor client = play.newEditor(Speech.TASK)) {
      String task = play.create(play.ticket("One", Scripts.smooth("one")));
      Path plain = Files.createDirectory(play.root().resolve("plain"));
      Path link = play.root().resolve("link");
      Files.createSymbolicLink(link, play.repository());
      for (String method : List.of("tercet/task/list", "tercet/decision/list")) {
        for (String wrong :
            List.of(plain.toString(), play.root().resolve("gone").toString(), "repo")) {
          assertThat(client.code(method, Map.of("repository", wrong)))
              .as(method + " of " + wrong)
              .isEqualTo(REPOSITORY);
        }
      }
      for (Path right : List.of(play.repository(), play.repository().resolve("src"), link)) {
        JsonElement list = client.ask("tercet/task/list", Map.of("repository", right.toString()));
        assertThat(list.toString()).contains(task);
      }
      Terminal.Said said =
          new Terminal(play.repository(), play.environment()).type("list", "--repo", "gone");
      assertThat(said.exit()).isEqualTo(1);
      assertThat(said.err()).contains(play.repository().resolve("gone").toString());
    }
  }

  @Test
  void a_repository_that_is_gone_takes_nothing_from_the_inbox_but_its_own_texts() {
    try (Playground play = Playground.open(temp)) {
      String waiting = play.create(play.ticket("Wait", Scripts.smooth("wait")));
      play.asked(waiting, Asked.Approval.class);
      String ready = play.create(play.ticket("Ready", Scripts.smooth("ready")));
      play.approve(ready);
      play.asked(ready, Asked.Merge.class);
      play.stopDaemon();
      Path moved = play.root().resolve("moved");
      assertThat(play.repository().toFile().renameTo(moved.toFile())).isTrue();
      play.startDaemon();

      Inbox inbox = play.ask(play.client().decision().list(new ListDecisions(null, null)));
      assertThat(inbox.decisions()).extracting(DecisionView::task).contains(waiting, ready);
      TaskView view = play.show(waiting);
      Open<Asked.Approval> open = Playground.open(view, Asked.Approval.class).orElseThrow();
      assertThat(open.asked().text()).isNull();
      assertThat(open.asked().warnings())
          .anyMatch(warning -> warning.startsWith("its text cannot be read: git cat-file"));
      assertThat(play.show(ready).decisions()).hasSize(1);
      assertThat(
              Playground.outcome(
                  play.client().artifact().read(new ReadArtifact(waiting, "spec.md", null))))
          .isEqualTo(ProtocolError.REPOSITORY);
      assertThat(
              Playground.outcome(
                  play.client().change().patch(new PatchParams(ready, null, null, null))))
          .isEqualTo(ProtocolError.REPOSITORY);
      assertThat(moved.toFile().renameTo(play.repository().toFile())).isTrue();
      play.approve(waiting);
      play.asked(waiting, Asked.Merge.class);
    }
  }

  @Test
  void the_tasks_of_a_repository_that_is_gone_are_still_listed() {
    try (Playground play = Playground.open(temp);
        Editor client = play.newEditor(Speech.TASK)) {
      String task = play.create(play.ticket("One", Scripts.smooth("one")));
      play.approve(task);
      play.merge(task);
      play.until(task, dev.tercet.protocol.TaskState.Kind.MERGED);
      play.git("-C", play.root().toString(), "init", "-q", "other");
      Path moved = play.root().resolve("moved");
      assertThat(play.repository().toFile().renameTo(moved.toFile())).isTrue();
      String folder = play.repository().toString();
      assertThat(client.ask("tercet/task/list", Map.of("repository", folder, "all", true)))
          .asString()
          .contains(task);
    }
  }

  @Test
  void no_request_of_the_task_protocol_takes_a_nul_character() {
    try (Playground play = Playground.open(temp);
        Editor editor = play.newEditor();
        Editor client = play.newEditor(Speech.TASK)) {
      editor.initialize(play.repository(), "{}");
      int asked = 0;
      for (Method request : requests().toList()) {
        String name = name(request);
        JsonElement params = poisoned(request.getParameterTypes()[0]);
        if (params.toString().contains("\\u0000")) {
          assertThat(client.code(name, params)).as(name + params).isEqualTo(BAD_PARAMS);
          asked++;
        }
      }
      assertThat(asked).isGreaterThan(40);
      assertThat(
              editor.code(
                  "workspace/executeCommand",
                  Map.of("command", "tercet.show", "arguments", List.of(Map.of("task", "a\0b")))))
          .isEqualTo(BAD_PARAMS);
      assertThat(client.ask("tercet/server/status", Map.of()).isJsonObject()).isTrue();
    }
  }

  private static Stream<Method> requests() {
    return Stream.of(TercetServer.class.getMethods())
        .filter(method -> method.isAnnotationPresent(JsonDelegate.class))
        .flatMap(method -> Stream.of(method.getReturnType().getMethods()))
        .filter(method -> method.isAnnotationPresent(JsonRequest.class));
  }

  private static String name(Method request) {
    return request.getDeclaringClass().getAnnotation(JsonSegment.class).value()
        + "/"
        + request.getName();
  }

  /** Everything filled in, and every text with a NUL in it. */
  private static JsonElement poisoned(Type type) {
    return switch (type) {
      case ParameterizedType many when many.getRawType() == List.class -> {
        JsonArray array = new JsonArray();
        array.add(poisoned(many.getActualTypeArguments()[0]));
        yield array;
      }
      case ParameterizedType map when map.getRawType() == Map.class -> {
        JsonObject object = new JsonObject();
        object.add("name", poisoned(map.getActualTypeArguments()[1]));
        yield object;
      }
      case Class<?> one when one == String.class -> new JsonPrimitive("/a\0b");
      case Class<?> one when one == Boolean.class || one == boolean.class ->
          new JsonPrimitive(true);
      case Class<?> one when one.isPrimitive() || Number.class.isAssignableFrom(one) ->
          new JsonPrimitive(1);
      case Class<?> one when one.isEnum() ->
          new JsonPrimitive(
              one.getEnumConstants()[0]
                  .toString()
                  .toLowerCase(java.util.Locale.ROOT)
                  .replace('_', '-'));
      case Class<?> one when one.isRecord() -> {
        JsonObject object = new JsonObject();
        for (RecordComponent component : one.getRecordComponents()) {
          object.add(component.getName(), poisoned(component.getGenericType()));
        }
        yield object;
      }
      default -> JsonNull.INSTANCE;
    };
  }
}
