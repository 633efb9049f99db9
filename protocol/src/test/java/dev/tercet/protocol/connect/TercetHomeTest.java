package dev.tercet.protocol.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TercetHomeTest {

  @TempDir Path folder;

  @Test
  void the_environment_names_it() {
    assertThat(TercetHome.of(Map.of("TERCET_HOME", folder + "/x/../y")).root())
        .isEqualTo(folder.resolve("y"));
  }

  @Test
  void a_relative_one_is_refused() {
    assertThatThrownBy(() -> TercetHome.of(Map.of("TERCET_HOME", "here")))
        .hasMessageContaining("absolute")
        .hasMessageContaining("here");
  }

  @Test
  void its_folders_are_closed_to_others_even_where_they_were_open() throws Exception {
    Path root = Files.createDirectory(folder.resolve("home"));
    Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwxr-xr-x"));

    TercetHome home = new TercetHome(root).prepare();

    for (Path each : new Path[] {root, home.run(), home.logs()}) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(each)))
          .isEqualTo("rwx------");
    }
  }

  @Test
  void the_socket_lies_in_the_home() throws Exception {
    TercetHome home = new TercetHome(folder.resolve("h")).prepare();

    assertThat(SocketPath.prepare(home, Map.of())).isEqualTo(home.run().resolve("daemon.sock"));
    assertThat(SocketPath.find(home)).isEqualTo(home.run().resolve("daemon.sock"));
  }

  @Test
  void a_long_home_has_a_short_socket_and_a_pointer_to_it() throws Exception {
    TercetHome home = new TercetHome(folder.resolve("é".repeat(60))).prepare();
    TercetHome other = new TercetHome(folder.resolve("ü".repeat(60))).prepare();
    Map<String, String> environment = Map.of("XDG_RUNTIME_DIR", folder.toString());

    Path path = SocketPath.prepare(home, environment);

    assertThat(path.toString().length()).isLessThanOrEqualTo(100);
    assertThat(SocketPath.find(home)).isEqualTo(path);
    assertThat(SocketPath.prepare(other, environment)).isNotEqualTo(path);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path.getParent())))
        .isEqualTo("rwx------");
  }

  @Test
  void no_place_for_a_socket_is_said_with_the_way_out() throws Exception {
    TercetHome home = new TercetHome(folder.resolve("h".repeat(120))).prepare();
    Path deep = folder.resolve("r".repeat(120));

    assertThatThrownBy(() -> SocketPath.prepare(home, Map.of("XDG_RUNTIME_DIR", deep.toString())))
        .hasMessageContaining("set TERCET_HOME or XDG_RUNTIME_DIR");
  }
}
