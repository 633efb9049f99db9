package dev.tercet.server.door.lsp.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What happens to a client that reads slowly, or not at all. */
class OutboundTest {

  private static final Duration LONG = Duration.ofSeconds(30);

  private final PipedInputStream client = new PipedInputStream(16);

  private Outbound outbound(Duration patience) throws IOException {
    return new Outbound(new PipedOutputStream(client), new Outbound.Bounds(100, patience, 1_000));
  }

  private static void send(Outbound outbound, int bytes) throws IOException {
    outbound.write(new byte[bytes]);
    outbound.flush();
  }

  @Test
  void a_client_that_reads_makes_room() throws Exception {
    Outbound outbound = outbound(LONG);
    send(outbound, 900);
    CompletableFuture<Boolean> room = CompletableFuture.supplyAsync(outbound::awaitRoom);

    assertThat(client.readNBytes(900)).hasSize(900);

    assertThat(room.get(30, TimeUnit.SECONDS)).isTrue();
    outbound.close();
  }

  @Test
  void a_client_that_does_not_read_makes_none() throws Exception {
    Outbound outbound = outbound(Duration.ofMillis(1));
    send(outbound, 900);

    assertThat(outbound.awaitRoom()).isFalse();

    send(outbound, 50);
    assertThat(client.readNBytes(950)).hasSize(950);
    outbound.close();
  }

  @Test
  void who_goes_on_asking_without_reading_is_cut_off() throws Exception {
    Outbound outbound = outbound(LONG);
    send(outbound, 900);

    assertThatThrownBy(() -> send(outbound, 101))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("does not read");

    assertThat(outbound.awaitRoom()).isFalse();
    assertThatThrownBy(() -> send(outbound, 1)).isInstanceOf(IOException.class);
  }

  @Test
  void who_waits_for_room_is_let_go_at_the_end() throws Exception {
    Outbound outbound = outbound(LONG);
    send(outbound, 900);
    CompletableFuture<Boolean> room = CompletableFuture.supplyAsync(outbound::awaitRoom);

    client.close();
    outbound.close();

    assertThat(room.get(30, TimeUnit.SECONDS)).isFalse();
  }
}
