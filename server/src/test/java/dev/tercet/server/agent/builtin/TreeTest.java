package dev.tercet.server.agent.builtin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the built-in agent can reach, and what it cannot. */
class TreeTest {

  @TempDir Path temp;
  private Path root;
  private Path secret;
  private Tree tree;

  @BeforeEach
  void make() throws Exception {
    root = Files.createDirectories(temp.toRealPath().resolve("work"));
    secret = Files.writeString(root.resolveSibling("secret.txt"), "secret");
    Files.writeString(Files.createDirectories(root.resolve("src")).resolve("a.txt"), "text");
    Files.createDirectories(root.resolve(".git"));
    Files.writeString(root.resolve(".git/config"), "[core]");
    tree = new Tree(root);
  }

  private String read(String path) throws Tree.Refused {
    return new String(tree.read(tree.place(path)), StandardCharsets.UTF_8);
  }

  private void write(String path, String text) throws Tree.Refused {
    tree.write(tree.place(path), text.getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @CsvSource({
    "../secret.txt, is outside of the working directory",
    "src/../../secret.txt, is outside of the working directory",
    "/etc/passwd, is outside of the working directory",
    ".git/config, belongs to git",
    "src/../.GIT/config, belongs to git",
    "out.txt, is outside of the working directory",
    "absolute.txt, is outside of the working directory",
    "folder/secret.txt, is outside of the working directory",
    "togit, belongs to git",
    "loop, is a symbolic link that leads nowhere",
    "src, is a folder",
    "., is a folder",
    "none.txt, there is no such file or folder",
    "src/a.txt/b, cannot read src/a.txt/b",
  })
  void what_is_not_inside_is_not_read(String path, String reason) throws Exception {
    Files.createSymbolicLink(root.resolve("out.txt"), Path.of("../secret.txt"));
    Files.createSymbolicLink(root.resolve("absolute.txt"), secret);
    Files.createSymbolicLink(root.resolve("folder"), Path.of(".."));
    Files.createSymbolicLink(root.resolve("togit"), Path.of(".git/config"));
    Files.createSymbolicLink(root.resolve("loop"), Path.of("loop"));
    assertThatThrownBy(() -> read(path))
        .isInstanceOf(Tree.Refused.class)
        .hasMessageContaining(reason);
  }

  @ParameterizedTest
  @CsvSource({
    "../new.txt",
    "/tmp/new.txt",
    ".git/hooks/post-commit",
    "out/new.txt",
    "dangling",
    "src",
    ".",
    "a/.git/config",
  })
  void what_is_not_inside_is_not_written(String path) throws Exception {
    Files.createSymbolicLink(root.resolve("out"), root.getParent());
    Files.createSymbolicLink(root.resolve("dangling"), root.resolveSibling("new.txt"));
    assertThatThrownBy(() -> write(path, "x")).isInstanceOf(Tree.Refused.class);
    assertThat(root.resolveSibling("new.txt")).doesNotExist();
    assertThat(root.resolve(".git/hooks")).doesNotExist();
    assertThat(leftovers()).isEmpty();
  }

  private java.util.List<String> leftovers() throws Exception {
    try (var files = Files.walk(root)) {
      return files.map(Path::toString).filter(file -> file.contains(".tercet-")).toList();
    }
  }

  @Test
  void links_inside_are_followed() throws Exception {
    Files.createSymbolicLink(root.resolve("link.txt"), Path.of("src/../src/a.txt"));
    Files.createSymbolicLink(root.resolve("code"), root.resolve("src"));
    assertThat(read("link.txt")).isEqualTo("text");
    assertThat(read(root.resolve("code/a.txt").toString())).isEqualTo("text");
    write("link.txt", "new");
    assertThat(root.resolve("src/a.txt")).hasContent("new");
    assertThat(Files.isSymbolicLink(root.resolve("link.txt"))).isTrue();
  }

  @Test
  void a_link_put_in_place_behind_the_look_is_not_followed() throws Exception {
    Tree.Place file = tree.place("src/a.txt");
    Tree.Place fresh = tree.place("src/new/b.txt");
    Files.move(root.resolve("src"), root.resolve("old"));
    Files.createSymbolicLink(root.resolve("src"), root.getParent());
    Files.writeString(root.resolveSibling("a.txt"), "outside");
    assertThatThrownBy(() -> tree.read(file)).isInstanceOf(Tree.Refused.class);
    assertThatThrownBy(() -> tree.write(file, new byte[1])).isInstanceOf(Tree.Refused.class);
    assertThatThrownBy(() -> tree.write(fresh, new byte[1])).isInstanceOf(Tree.Refused.class);
    assertThat(root.resolveSibling("a.txt")).hasContent("outside");
    assertThat(root.resolveSibling("new")).doesNotExist();
    Files.delete(root.resolve("src"));
    Files.createDirectories(root.resolve("src"));
    Files.createSymbolicLink(root.resolve("src/a.txt"), secret);
    assertThatThrownBy(() -> tree.read(file)).hasMessageContaining("exchanged for a symbolic link");
    assertThatThrownBy(() -> tree.write(file, new byte[1])).isInstanceOf(Tree.Refused.class);
    assertThat(secret).hasContent("secret");
  }

  @Test
  void a_hard_link_outside_keeps_what_it_had() throws Exception {
    Files.createLink(root.resolve("hard.txt"), secret);
    write("hard.txt", "changed");
    assertThat(root.resolve("hard.txt")).hasContent("changed");
    assertThat(secret).hasContent("secret");
  }

  @Test
  void what_is_no_file_is_left_alone() throws Exception {
    Process made = new ProcessBuilder("mkfifo", root.resolve("pipe").toString()).start();
    assertThat(made.waitFor(10, TimeUnit.SECONDS)).isTrue();
    String words = "pipe is a device, a pipe or a socket, not a file";
    assertThatThrownBy(() -> read("pipe")).hasMessage(words);
    assertThatThrownBy(() -> write("pipe", "x")).hasMessage(words);
    assertThat(Files.exists(root.resolve("pipe"), LinkOption.NOFOLLOW_LINKS)).isTrue();
  }

  @Test
  void a_file_is_replaced_with_its_permissions_and_folders_are_made() throws Exception {
    Path script = Files.writeString(root.resolve("run.sh"), "old");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    write("run.sh", "new");
    assertThat(Files.getPosixFilePermissions(script))
        .hasToString(PosixFilePermissions.fromString("rwxr-xr-x").toString());
    write("a/b/c/d.txt", "deep");
    assertThat(root.resolve("a/b/c/d.txt")).hasContent("deep");
    assertThat(leftovers()).isEmpty();
    assertThat(tree.entries(tree.place(".")))
        .extracting(Tree.Entry::name)
        .contains("a", "src")
        .doesNotContain(".git");
  }
}
