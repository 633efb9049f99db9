package dev.tercet.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.eclipse.lsp4j.jsonrpc.Launcher;
import org.eclipse.lsp4j.jsonrpc.services.JsonDelegate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever comes in, it is answered, with words for the peer and nothing of our inside. */
@Timeout(20)
class WireLauncherTest {

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final PipedOutputStream toServer = new PipedOutputStream();
  private final PipedInputStream fromServer = new PipedInputStream(1 << 16);

  /** A server that knows two methods. */
  public static final class Local {
    @JsonDelegate
    public MergeMethods merge() {
      return params -> {
        if (params.task().equals("bug")) {
          throw new IllegalStateException("secret inside");
        }
        if (params.task().equals("late-bug")) {
          return CompletableFuture.failedFuture(new IllegalStateException("secret inside"));
        }
        return CompletableFuture.failedFuture(
            ProtocolError.STALE.toException(
                new Refused("stale", "revision 3 has passed", 5L, null)));
      };
    }

    @JsonDelegate
    public FindingMethods finding() {
      return new FindingMethods() {
        @Override
        public CompletableFuture<FindingList> list(TaskParams params) {
          return CompletableFuture.completedFuture(
              new FindingList(0, 0, List.of(), List.of(), List.of()));
        }

        @Override
        public CompletableFuture<FindingPlaces> place(PlaceFindings params) {
          return CompletableFuture.completedFuture(new FindingPlaces("c0ffee", List.of()));
        }
      };
    }
  }

  @BeforeEach
  void start() throws IOException {
    Launcher<TercetClient> launcher =
        new WireLauncher<TercetClient>()
            .setLocalService(new Local())
            .setRemoteInterface(TercetClient.class)
            .setInput(new PipedInputStream(toServer, 1 << 16))
            .setOutput(new PipedOutputStream(fromServer))
            .setExecutorService(threads)
            .create();
    launcher.startListening();
  }

  @AfterEach
  void stop() throws Exception {
    toServer.close();
    threads.shutdown();
    assertThat(threads.awaitTermination(5, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void a_request_is_answered() throws Exception {
    JsonObject answer =
        ask("{'jsonrpc':'2.0','id':1,'method':'tercet/finding/list','params':{'task':'a'}}");

    assertThat(answer.getAsJsonObject("result").get("pass").getAsInt()).isZero();
  }

  @Test
  void a_refusal_goes_to_the_peer_with_its_data() throws Exception {
    JsonObject error =
        error("{'jsonrpc':'2.0','id':1,'method':'tercet/merge/undo','params':{'task':'a'}}");

    assertThat(error.get("code").getAsInt()).isEqualTo(-32011);
    assertThat(error.get("message").getAsString()).isEqualTo("revision 3 has passed");
    assertThat(WireGson.gson().fromJson(error.get("data"), Refused.class).revision()).isEqualTo(5);
  }

  @Test
  void a_bug_is_answered_without_its_stack_trace() throws Exception {
    for (String task : new String[] {"bug", "late-bug"}) {
      JsonObject error =
          error(
              "{'jsonrpc':'2.0','id':1,'method':'tercet/merge/undo','params':{'task':'"
                  + task
                  + "'}}");

      assertThat(error.get("code").getAsInt()).isEqualTo(-32603);
      assertThat(error.toString()).doesNotContain("secret").doesNotContain("at dev.");
    }
  }

  @Test
  void parameters_that_cannot_be_read_are_the_peers_fault_and_are_answered() throws Exception {
    JsonObject missing =
        error("{'jsonrpc':'2.0','id':1,'method':'tercet/finding/list','params':{}}");
    JsonObject wrong =
        error("{'jsonrpc':'2.0','id':2,'method':'tercet/finding/list','params':{'task':{}}}");

    assertThat(missing.get("code").getAsInt()).isEqualTo(-32602);
    assertThat(missing.get("message").getAsString()).contains("\"task\"");
    assertThat(missing.has("data") && !missing.get("data").isJsonNull()).isFalse();
    assertThat(wrong.get("code").getAsInt()).isEqualTo(-32602);
  }

  @Test
  void the_id_is_found_behind_what_cannot_be_read() throws Exception {
    JsonObject answer =
        ask("{'jsonrpc':'2.0','method':'tercet/finding/list','params':{'task':[]},'id':'seven'}");

    assertThat(answer.get("id").getAsString()).isEqualTo("seven");
    assertThat(answer.getAsJsonObject("error").get("code").getAsInt()).isEqualTo(-32602);
  }

  @Test
  void text_that_is_no_json_is_answered_and_the_connection_lives() throws Exception {
    JsonObject answer = ask("{'jsonrpc' rubbish");

    assertThat(answer.getAsJsonObject("error").get("code").getAsInt()).isEqualTo(-32700);
    a_request_is_answered();
  }

  @Test
  void a_frame_that_is_too_large_is_skipped_and_the_connection_lives() throws Exception {
    int size = WireLauncher.MAX_FRAME + 1;
    toServer.write(("Content-Length: " + size + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
    byte[] block = new byte[1 << 16];
    for (int left = size; left > 0; left -= block.length) {
      toServer.write(block, 0, Math.min(left, block.length));
    }

    assertThat(receive().getAsJsonObject("error").get("message").getAsString())
        .contains("67108865");
    a_request_is_answered();
  }

  @Test
  void an_unknown_method_is_answered() throws Exception {
    JsonObject error =
        error("{'jsonrpc':'2.0','id':1,'method':'tercet/finding/guess','params':{}}");

    assertThat(error.get("code").getAsInt()).isEqualTo(-32601);
  }

  private JsonObject error(String request) throws IOException {
    return ask(request).getAsJsonObject("error");
  }

  private JsonObject ask(String request) throws IOException {
    byte[] body = request.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    OutputStream out = toServer;
    out.write(("Content-Length: " + body.length + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
    out.write(body);
    out.flush();
    return receive();
  }

  private JsonObject receive() throws IOException {
    InputStream in = fromServer;
    ByteArrayOutputStream header = new ByteArrayOutputStream();
    while (!header.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
      header.write(in.read());
    }
    int length =
        Integer.parseInt(
            header.toString(StandardCharsets.US_ASCII).strip().replaceAll("(?s).*?(\\d+).*", "$1"));
    return JsonParser.parseString(new String(in.readNBytes(length), StandardCharsets.UTF_8))
        .getAsJsonObject();
  }
}
