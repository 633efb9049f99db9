package dev.tercet.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tercet.protocol.Asked;
import dev.tercet.protocol.CreateTask;
import dev.tercet.protocol.ListTasks;
import dev.tercet.protocol.TaskSummary;
import dev.tercet.protocol.connect.Hello;
import dev.tercet.protocol.connect.SocketPath;
import dev.tercet.protocol.connect.TercetHome;
import dev.tercet.protocol.connect.TercetVersion;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Peers on the socket that break off, talk rubbish or do not read: the daemon serves the others.
 */
class BadPeersTest {

  /** More than what is kept for a client that does not read: 64 MiB, in answers of 1 MiB. */
  private static final int MOST_REQUESTS = 500;

  @TempDir Path temp;

  @Test
  void rubbish_as_the_first_line_closes_that_connection_alone() throws Exception {
    try (Playground play = Playground.open(temp)) {
      for (String line :
          new String[] {
            "GET / HTTP/1.1\r\n\r\n",
            "tercet/9 task 1 / x\n",
            "tercet/1 task\n",
            "tercet/1 nonsense 1 / x\n",
            "\u0000\u0001\u0002\n",
            "x".repeat(Hello.MAX_LINE + 1),
          }) {
        try (SocketChannel peer = dial(play)) {
          send(peer, line);
          assertThat(readToEnd(peer)).as(line).doesNotContain("Content-Length");
        }
      }
      for (String half : new String[] {"", "tercet/1 ta"}) {
        try (SocketChannel peer = dial(play)) {
          send(peer, half);
        }
      }
      isUnharmed(play);
    }
  }

  @Test
  void frames_that_are_none_end_or_are_answered_and_harm_nobody_else() throws Exception {
    try (Playground play = Playground.open(temp)) {
      try (SocketChannel peer = greeted(play)) {
        send(peer, frame("{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": "));
        send(peer, frame("nothing of JSON"));
        assertThat(readFrame(peer)).contains("-32700");
        send(
            peer,
            frame("{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"tercet/no/such\",\"params\":{}}"));
        assertThat(readFrame(peer)).contains("-32601");
        send(
            peer,
            frame("{\"jsonrpc\":\"2.0\",\"id\":3,\"method\":\"tercet/task/show\",\"params\":{}}"));
        assertThat(readFrame(peer)).contains("\"id\":3", "\"error\"");
      }
      for (String broken :
          new String[] {
            "Content-Length: 99999999999\r\n\r\n{}",
            "Content-Length: -5\r\n\r\n{}",
            "Content-Length: many\r\n\r\n{}",
            "Content-Length: 5000\r\n\r\n{\"jsonrpc\"",
            "x".repeat(1 << 20),
          }) {
        try (SocketChannel peer = greeted(play)) {
          send(peer, broken);
        }
      }
      isUnharmed(play);
    }
  }

  @Test
  void a_client_that_asks_on_and_does_not_read_is_cut_off_and_holds_nobody_up() throws Exception {
    String script =
        Scripts.plan("Only")
                .replace(
                    "  say The spec is written.",
                    "  run yes much | head -c 2000000 >> {artifacts}/spec.md")
            + Scripts.build("item")
            + Scripts.contentReviewers();
    try (Playground play = Playground.open(temp);
        SocketChannel deaf = greeted(play)) {
      String task = play.create(play.ticket("Read me", script));
      play.asked(task, Asked.Approval.class);
      String request =
          frame(
              """
              {"jsonrpc":"2.0","id":1,"method":"tercet/artifact/read","params":\
              {"task":"%s","name":"spec.md"}}\
              """
                  .formatted(task));
      boolean heard = true;
      for (int sent = 0; sent < MOST_REQUESTS && heard; sent++) {
        heard = trySend(deaf, request);
        assertThat(play.show(task).summary().id()).isEqualTo(task);
      }
      assertThat(heard).as("it is still connected").isFalse();
      play.approve(task);
      play.asked(task, Asked.Merge.class);
    }
  }

  @Test
  void half_a_request_is_none() throws Exception {
    try (Playground play = Playground.open(temp)) {
      String task = play.create(play.ticket("Die", Scripts.smooth("die")));
      var open = play.asked(task, Asked.Approval.class);
      String approve = approval(open);
      try (SocketChannel half = greeted(play)) {
        send(half, approve.substring(0, approve.length() - 10));
      }
      assertThat(play.asked(task, Asked.Approval.class).id()).isEqualTo(open.id());
    }
  }

  @Test
  void what_a_client_asked_for_before_it_hung_up_is_done_and_done_once() throws Exception {
    try (Playground play = Playground.prepare(temp)) {
      Playground.put(
          play.home().resolve("settings.json"),
          """
          {"presets": {"planner": {"command": "true"}, "builder": {"command": "true"},
            "reviewer-a": {"command": "true"}, "reviewer-b": {"command": "true"},
            "reviewer-c": {"command": "true"}}}
          """);
      play.startDaemon();
      String task = play.create(play.ticket("Die", Scripts.smooth("die")));
      var open = play.asked(task, Asked.Approval.class);
      List<String> titles = List.of("Alpha", "Beta", "Gamma", "Delta");
      try (SocketChannel gone = greeted(play)) {
        for (String title : titles) {
          send(gone, creation(play, title));
        }
        send(gone, approval(open));
      }
      play.asked(task, Asked.Merge.class);
      play.until(task, _ -> titles(play).containsAll(titles));
      CreateTask again =
          TicketDraft.of(
              play.ticket("Alpha", ""),
              draft -> {
                draft.script = null;
                draft.verify = null;
                draft.key = "key-Alpha";
              });
      assertThat(play.ask(play.client().task().create(again)).summary().title()).isEqualTo("Alpha");
      assertThat(titles(play)).doesNotHaveDuplicates().hasSize(titles.size() + 1);
    }
  }

  private static List<String> titles(Playground play) {
    return play.ask(play.client().task().list(new ListTasks(null, null))).tasks().stream()
        .map(TaskSummary::title)
        .toList();
  }

  private static String creation(Playground play, String title) {
    return frame(
        """
        {"jsonrpc":"2.0","id":"%1$s","method":"tercet/task/create","params":\
        {"title":"%1$s","repository":"%2$s","key":"key-%1$s"}}"""
            .formatted(title, play.repository()));
  }

  private static String approval(Playground.Open<Asked.Approval> open) {
    return frame(
        """
        {"jsonrpc":"2.0","id":1,"method":"tercet/decision/approve","params":\
        {"task":"%s","decision":"%s","artifactRevision":%d,"blob":"%s"}}"""
            .formatted(
                open.decision().task(), open.id(), open.asked().revision(), open.asked().blob()));
  }

  private static void isUnharmed(Playground play) {
    String task = play.create(play.ticket("Still there", Scripts.smooth("there")));
    play.asked(task, Asked.Approval.class);
    play.newClient().close();
  }

  private static SocketChannel dial(Playground play) throws IOException {
    return SocketChannel.open(
        UnixDomainSocketAddress.of(SocketPath.find(new TercetHome(play.home()))));
  }

  private static SocketChannel greeted(Playground play) throws IOException {
    SocketChannel peer = dial(play);
    send(peer, new Hello.Greeting(Hello.Speech.TASK, TercetVersion.CURRENT, "/", null).line());
    assertThat(readUntil(peer, "\n")).startsWith("tercet/1 task");
    return peer;
  }

  private static String frame(String json) {
    return "Content-Length: %d\r\n\r\n%s"
        .formatted(json.getBytes(StandardCharsets.UTF_8).length, json);
  }

  private static void send(SocketChannel peer, String text) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    while (bytes.hasRemaining()) {
      peer.write(bytes);
    }
  }

  /** False when the other side has hung up. */
  private static boolean trySend(SocketChannel peer, String text) {
    try {
      send(peer, text);
      return true;
    } catch (IOException hungUp) {
      return false;
    }
  }

  private static String readFrame(SocketChannel peer) throws IOException {
    String head = readUntil(peer, "\r\n\r\n");
    int length = Integer.parseInt(head.replaceAll("(?s).*Content-Length: (\\d+).*", "$1"));
    ByteBuffer body = ByteBuffer.allocate(length);
    while (body.hasRemaining() && peer.read(body) >= 0) {
      // Until it is whole.
    }
    return new String(body.array(), StandardCharsets.UTF_8);
  }

  private static String readUntil(SocketChannel peer, String end) throws IOException {
    StringBuilder text = new StringBuilder();
    ByteBuffer one = ByteBuffer.allocate(1);
    while (text.indexOf(end) < 0 && peer.read(one) > 0) {
      text.append((char) one.get(0));
      one.clear();
    }
    return text.toString();
  }

  private static String readToEnd(SocketChannel peer) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ByteBuffer some = ByteBuffer.allocate(4096);
    try {
      while (peer.read(some) >= 0) {
        bytes.write(some.array(), 0, some.position());
        some.clear();
      }
    } catch (IOException hungUp) {
      // As good as its end.
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
