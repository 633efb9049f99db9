package dev.tercet.server.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is a message and what is not. */
class WireTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-1",
        "9007199254740993",
        "99999999999999999999999999999999999999",
        "1.50",
        "1e3",
        "\"\"",
        "\"1\"",
        "\"\\u00e9 \\n\""
      })
  void an_id_goes_back_as_it_came(String id) {
    String line = "{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"method\":\"ping\"}";
    Message.Request request = (Message.Request) one(line);
    String answer = written(new Message.Result(request.id(), request.id().value()));
    String wanted = id.equals("\"\\u00e9 \\n\"") ? "\"é \\n\"" : id.equals("1e3") ? "1E+3" : id;
    assertThat(answer)
        .isEqualTo("{\"jsonrpc\":\"2.0\",\"id\":" + wanted + ",\"result\":" + wanted + "}");
  }

  @Test
  void a_text_and_a_number_are_two_ids() {
    RpcId text =
        ((Message.Request) one("{\"jsonrpc\":\"2.0\",\"id\":\"1\",\"method\":\"m\"}")).id();
    RpcId number = ((Message.Request) one("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"m\"}")).id();
    assertThat(text).isNotEqualTo(number);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "{bad | -32700 | null",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"m\" | -32700 | null",
        "'' | -32700 | null",
        "{} {} | -32700 | null",
        "\"text\" | -32600 | null",
        "{\"id\":7,\"method\":\"m\"} | -32600 | 7",
        "{\"jsonrpc\":\"1.0\",\"id\":7,\"method\":\"m\"} | -32600 | 7",
        "{\"jsonrpc\":\"2.0\",\"id\":null,\"method\":\"m\"} | -32600 | null",
        "{\"jsonrpc\":\"2.0\",\"id\":{},\"method\":\"m\"} | -32600 | null",
        "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":8} | -32600 | 7",
        "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"m\",\"params\":[1]} | -32602 | 7",
        "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"m\",\"params\":null} | -32600 | 7",
        "{\"jsonrpc\":\"2.0\",\"id\":7} | -32600 | 7",
        "[] | -32600 | null"
      })
  void what_is_no_message_is_answered(String line, int code, String id) {
    Incoming.Broken broken = (Incoming.Broken) read(line == null ? "" : line);
    assertThat(written(broken.failure()))
        .startsWith("{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"error\":{\"code\":" + code + ",");
  }

  @Test
  void nesting_over_the_limit_is_refused() {
    String deep = "[".repeat(100_000);
    Incoming.Broken broken = (Incoming.Broken) read(deep);
    assertThat(broken.failure().error().code()).isEqualTo(-32600);
  }

  @Test
  void a_batch_says_what_of_it_is_no_message() {
    Incoming.Batch batch =
        (Incoming.Batch) read("[{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"m\"},1]");
    assertThat(batch.parts()).hasExactlyElementsOfTypes(Incoming.One.class, Incoming.Broken.class);
    assertThat(written(List.of(new Message.Notification("n", null))))
        .isEqualTo("[{\"jsonrpc\":\"2.0\",\"method\":\"n\"}]");
  }

  private static Incoming read(String line) {
    return Wire.read(line.getBytes(StandardCharsets.UTF_8));
  }

  private static Message one(String line) {
    return ((Incoming.One) read(line)).message();
  }

  private static String written(Message message) {
    return new String(Wire.bytes(message), StandardCharsets.UTF_8);
  }

  private static String written(List<Message> messages) {
    return new String(Wire.batch(messages), StandardCharsets.UTF_8);
  }
}
