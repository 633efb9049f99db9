package dev.tercet.protocol.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a client finds a daemon, and how the two believe each other. */
class DaemonAddressTest {

  @TempDir Path folder;

  @Test
  void a_port_is_found_with_its_secrets_by_this_user_only() throws IOException {
    DaemonAddress announced = DaemonAddress.ofPort(4711);
    announced.announce(home());

    assertThat(DaemonAddress.find(home())).isEqualTo(announced);
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(home().run().resolve("tcp"))))
        .isEqualTo("rw-------");
    assertThat(announced.token()).hasSize(64).isNotEqualTo(announced.proof());
    assertThat(announced.toString()).doesNotContain(announced.token());
  }

  @Test
  void what_is_withdrawn_is_found_no_more() throws IOException {
    DaemonAddress.ofPort(4711).announce(home());
    DaemonAddress.withdraw(home());

    assertThat(DaemonAddress.find(home()))
        .isEqualTo(DaemonAddress.of(home().run().resolve("daemon.sock")));
  }

  @Test
  void only_the_right_secret_is_taken_where_one_is_wanted() {
    DaemonAddress port = DaemonAddress.ofPort(4711);

    assertThat(port.admits(port.token())).isTrue();
    assertThat(port.admits(port.proof())).isFalse();
    assertThat(port.admits(null)).isFalse();
    assertThat(port.isProvedBy(port.proof())).isTrue();
    assertThat(port.isProvedBy("")).isFalse();
    assertThat(DaemonAddress.of(Path.of("/s")).admits(null)).isTrue();
  }

  @Test
  void a_damaged_file_is_named() throws IOException {
    Files.writeString(home().run().resolve("tcp"), "here");

    assertThatThrownBy(() -> DaemonAddress.find(home()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("damaged");
  }

  private TercetHome home() throws IOException {
    return new TercetHome(folder.resolve("home")).prepare();
  }
}
