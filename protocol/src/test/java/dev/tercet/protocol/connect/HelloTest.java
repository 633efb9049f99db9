package dev.tercet.protocol.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tercet.protocol.connect.Hello.Greeting;
import dev.tercet.protocol.connect.Hello.Refusal;
import dev.tercet.protocol.connect.Hello.Speech;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class HelloTest {

  @Test
  void a_greeting_is_one_line_of_five_words() {
    Hello hello = new Greeting(Speech.TASK, "0.1.0", "/home/a b/ü%", null);

    assertThat(hello.line()).isEqualTo("tercet/1 task 0.1.0 /home/a%20b/%C3%BC%25 -\n");
  }

  @Test
  void every_line_reads_itself_back() throws IOException {
    for (Hello hello :
        List.of(
            new Greeting(Speech.LSP, "1", "", "-"),
            new Greeting(Speech.MCP, "1", "/a\nb c", "t o"),
            new Greeting(Speech.LSP, "1", "/", null, "neovim"),
            new Greeting(Speech.RUN, "1-SNAPSHOT", "C:\\x", null),
            new Refusal("2", "the store is newer; update tercet"))) {
      assertThat(read(hello.line())).isEqualTo(hello);
    }
  }

  @Test
  void not_a_byte_is_read_behind_the_newline() throws IOException {
    InputStream in = stream("tercet/1 mcp 1 - -\n{}");

    Hello.read(in);

    assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("{}");
  }

  @Test
  void a_sixth_word_is_the_caller_s_name_and_a_later_one_is_ignored() throws IOException {
    assertThat(read("tercet/1 task 9 / - Visual%20Studio%20Code extra\n"))
        .isEqualTo(new Greeting(Speech.TASK, "9", "/", null, "Visual Studio Code"));
  }

  @Test
  void versions_are_compared_by_their_numbers() {
    assertThat(TercetVersion.isNewer("0.10.0", "0.9.9")).isTrue();
    assertThat(TercetVersion.isNewer("1", "0.9.9")).isTrue();
    assertThat(TercetVersion.isNewer("0.1.0", "0.1")).isFalse();
    assertThat(TercetVersion.isNewer("0.1.0-rc.1", "0.1.0")).isFalse();
    assertThat(TercetVersion.isNewer("latest", "0.1.0")).isFalse();
  }

  @Test
  void what_is_no_first_line_is_refused_in_words() {
    check("GET / HTTP/1.1\n", "not a line of Tercet: \"GET / HTTP/1.1\"");
    check("tercet/2 task 1 / -\n", "the other side speaks tercet/2, this one tercet/1");
    check("tercet/1 dance 1 / -\n", "one of task, lsp, mcp, run, direct is spoken: \"dance\"");
    check("tercet/1 task 1\n", "a first line has five words: \"tercet/1 task 1\"");
    check("tercet/1 task 1 %2 -\n", "a percent sign is followed by two digits");
    check("tercet/1 task 1 %zz -\n", "not a hexadecimal digit");
    check("x".repeat(9000) + "\n", "longer than 8192 bytes");
  }

  @Test
  void a_closed_connection_is_told_from_a_wrong_one() {
    assertThatThrownBy(() -> read("tercet/1 task")).isInstanceOf(EOFException.class);
    assertThatThrownBy(() -> read("")).isInstanceOf(EOFException.class);
  }

  private static void check(String line, String reason) {
    assertThatThrownBy(() -> read(line))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(reason);
  }

  private static Hello read(String text) throws IOException {
    return Hello.read(stream(text));
  }

  private static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }
}
