package dev.tercet.server.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A conversation over a real socket. */
@Timeout(20)
class LineConnectionTest implements Methods {

  @TempDir Path temp;
  private final CountDownLatch held = new CountDownLatch(1);
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final CountDownLatch release = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);
  private boolean batches;
  private SocketChannel client;
  private OutputStream out;
  private BufferedReader in;

  @BeforeEach
  void connect() throws IOException {
    UnixDomainSocketAddress address = UnixDomainSocketAddress.of(temp.resolve("s"));
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(address);
      client = SocketChannel.open(address);
      SocketChannel accepted = server.accept();
      Thread.ofPlatform().daemon().start(() -> serve(accepted));
    }
    out = Channels.newOutputStream(client);
    in =
        new BufferedReader(
            new InputStreamReader(Channels.newInputStream(client), StandardCharsets.UTF_8));
  }

  private void serve(SocketChannel channel) {
    try (channel) {
      LineConnection.serve(
          Channels.newInputStream(channel), Channels.newOutputStream(channel), _ -> this);
    } catch (IOException gone) {
      // The client went away.
    } finally {
      ended.countDown();
    }
  }

  @AfterEach
  void disconnect() throws IOException {
    client.close();
  }

  @Override
  public JsonNode call(Call call) throws RpcException, InterruptedException {
    return switch (call.method()) {
      case "echo" -> call.params();
      case "hold" -> hold();
      case "ask" -> ask(call);
      case "fail" -> throw new IllegalStateException("secret");
      default -> throw new RpcException(RpcError.METHOD_NOT_FOUND, call.method());
    };
  }

  private JsonNode hold() throws InterruptedException {
    held.countDown();
    try {
      release.await();
      return TextNode.valueOf("released");
    } catch (InterruptedException now) {
      stopped.countDown();
      throw now;
    }
  }

  private static JsonNode ask(Call call) throws RpcException, InterruptedException {
    ObjectNode params = JsonNodeFactory.instance.objectNode();
    call.tell("progress", params.deepCopy());
    try {
      return call.ask("question", params, Duration.ofSeconds(10));
    } catch (TimeoutException late) {
      throw new RpcException(RpcError.INTERNAL, "late");
    }
  }

  @Override
  public void notified(Message.Notification notification, Conversation conversation) {
    if (notification.method().equals("cancel")) {
      conversation.cancel(new RpcId(notification.params().get("id")));
    }
  }

  @Override
  public boolean takesBatches() {
    return batches;
  }

  @Test
  void bad_lines_are_answered_and_the_connection_lives() throws IOException {
    say("{bad");
    assertThat(in.readLine()).contains("\"id\":null", "-32700");
    say("   ");
    say("[]");
    assertThat(in.readLine()).contains("\"id\":null", "-32600");
    say("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"echo\",\"params\":{\"a\":1}}");
    assertThat(in.readLine()).isEqualTo("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"a\":1}}");
    say("{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"nothing\"}");
    assertThat(in.readLine()).contains("\"id\":2", "-32601");
    say("{\"jsonrpc\":\"2.0\",\"id\":3,\"method\":\"fail\"}");
    assertThat(in.readLine()).contains("\"id\":3", "-32603").doesNotContain("secret");
  }

  @Test
  void a_message_over_the_limit_is_refused_and_the_next_is_read() throws Exception {
    Thread writer =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    byte[] part = "x".repeat(1 << 20).getBytes(StandardCharsets.UTF_8);
                    for (int i = 0; i < 100; i++) {
                      out.write(part);
                    }
                    say("");
                    say("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"echo\"}");
                  } catch (IOException gone) {
                    throw new IllegalStateException(gone);
                  }
                });
    assertThat(in.readLine()).contains("\"id\":null", "-32600");
    assertThat(in.readLine()).isEqualTo("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}");
    writer.join();
  }

  @Test
  void a_cancelled_request_is_stopped_and_not_answered() throws Exception {
    say("{\"jsonrpc\":\"2.0\",\"id\":\"a\",\"method\":\"hold\"}");
    assertThat(held.await(10, TimeUnit.SECONDS)).isTrue();
    say("{\"jsonrpc\":\"2.0\",\"method\":\"cancel\",\"params\":{\"id\":\"b\"}}");
    say("{\"jsonrpc\":\"2.0\",\"method\":\"cancel\",\"params\":{\"id\":\"a\"}}");
    assertThat(stopped.await(10, TimeUnit.SECONDS)).isTrue();
    say("{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"echo\"}");
    assertThat(in.readLine()).contains("\"id\":2");
  }

  @Test
  void an_id_that_is_under_way_is_refused_without_taking_its_answer() throws Exception {
    say("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"hold\"}");
    say("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"echo\"}");
    assertThat(in.readLine()).contains("\"id\":null", "under way already");
    release.countDown();
    assertThat(in.readLine()).isEqualTo("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":\"released\"}");
    say("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"echo\"}");
    assertThat(in.readLine()).contains("\"result\":{}");
  }

  @Test
  void both_sides_ask() throws IOException {
    say("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ask\"}");
    assertThat(in.readLine())
        .isEqualTo("{\"jsonrpc\":\"2.0\",\"method\":\"progress\",\"params\":{}}");
    assertThat(in.readLine())
        .isEqualTo("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"question\",\"params\":{}}");
    say("{\"jsonrpc\":\"2.0\",\"id\":77,\"result\":\"nobody asked\"}");
    say("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":\"an answer\"}");
    assertThat(in.readLine()).isEqualTo("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":\"an answer\"}");
  }

  @Test
  void who_vanishes_in_the_middle_leaves_nothing_under_way() throws Exception {
    say("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ask\"}");
    say("{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"hold\"}");
    assertThat(held.await(10, TimeUnit.SECONDS)).isTrue();
    client.close();
    assertThat(ended.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(stopped.getCount()).isZero();
  }

  @Test
  void who_says_all_at_once_and_closes_its_stream_has_its_answers() throws Exception {
    for (int id = 1; id <= 20; id++) {
      say("{\"jsonrpc\":\"2.0\",\"id\":%d,\"method\":\"echo\"}".formatted(id));
    }
    client.shutdownOutput();
    for (int answers = 0; answers < 20; answers++) {
      assertThat(in.readLine()).contains("\"result\"");
    }
    assertThat(in.readLine()).isNull();
  }

  @Test
  void a_batch_is_answered_in_one_where_batches_are_taken() throws IOException {
    String batch =
        "[{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"echo\"},"
            + "{\"jsonrpc\":\"2.0\",\"method\":\"told\"},5]";
    say(batch);
    assertThat(in.readLine()).contains("\"id\":null", "-32600");
    batches = true;
    say(batch);
    assertThat(in.readLine())
        .startsWith("[")
        .contains("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}", "\"id\":null")
        .endsWith("]");
  }

  @Test
  void what_nobody_answers_is_given_up() {
    Conversation conversation = new Conversation(this, Runnable::run);
    ObjectNode params = JsonNodeFactory.instance.objectNode();
    assertThatThrownBy(() -> conversation.ask("m", params, _ -> {}, Duration.ofMillis(1)))
        .isInstanceOf(TimeoutException.class);
    conversation.close();
    assertThatThrownBy(() -> conversation.ask("m", params, _ -> {}, Duration.ofSeconds(9)))
        .isInstanceOf(RpcException.class);
  }

  private void say(String line) throws IOException {
    out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
  }
}
