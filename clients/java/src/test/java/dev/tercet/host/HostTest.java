package dev.tercet.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonParser;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Hosts' settings with Tercet in them: what is added, what is kept, what is refused. */
class HostTest {

  private static final Host.Start START = new Host.Start("/opt/tercet", Map.of());
  private static final Host.Start WITH_HOME =
      new Host.Start("/opt/tercet", Map.of("TERCET_HOME", "/h"));

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(Host.class)
  void what_is_written_twice_is_written_once(Host host) throws Exception {
    String once = host.added("", WITH_HOME);
    assertThat(once).isEqualTo(host.snippet(WITH_HOME)).contains("/opt/tercet", "TERCET_HOME");
    assertThat(host.added(once, WITH_HOME)).isEqualTo(once);
    assertThat(host.added(once.replace("/opt/tercet", "/old/tercet"), WITH_HOME)).isEqualTo(once);
    if (host != Host.CODEX) {
      assertThat(JsonParser.parseString(once).isJsonObject()).isTrue();
    }
  }

  @Test
  void a_commented_file_keeps_every_other_byte() throws Exception {
    String before =
        """
        // my settings
        {
        \t"theme": "dark", // at night
        \t"context_servers": {
        \t\t/* the first */
        \t\t"other": { "command": "x", "args": ["// no comment"], },
        \t\t// the last line of this section
        \t},
        \t"end": [1, 2,],
        }
        // the end
        """;
    assertThat(Host.ZED.added(before, START))
        .isEqualTo(
            before.replace(
                "\t\t// the last line of this section\n",
                """
                \t\t// the last line of this section
                \t\t"tercet": {
                \t\t\t"command": "/opt/tercet",
                \t\t\t"args": ["mcp"]
                \t\t},
                """));
  }

  @Test
  void a_section_is_added_after_the_last_member_and_its_comment() throws Exception {
    assertThat(Host.VSCODE.added("{\r\n    \"inputs\": [] // none\r\n}\r\n", START))
        .isEqualTo(
            "{\r\n"
                + "    \"inputs\": [], // none\r\n"
                + "    \"servers\": {\r\n"
                + "        \"tercet\": {\r\n"
                + "            \"type\": \"stdio\",\r\n"
                + "            \"command\": \"/opt/tercet\",\r\n"
                + "            \"args\": [\"mcp\"]\r\n"
                + "        }\r\n"
                + "    }\r\n"
                + "}\r\n");
    assertThat(
            Host.CLAUDE.added(
                "{\"numStartups\":41,\"mcpServers\":{\"a\":{\"command\":\"x\"}}}", START))
        .isEqualTo(
            "{\"numStartups\":41,\"mcpServers\":{\"a\":{\"command\":\"x\"}, \"tercet\": { \"type\":"
                + " \"stdio\", \"command\": \"/opt/tercet\", \"args\": [\"mcp\"] }}}");
    assertThat(Host.CURSOR.added("{}", START)).isEqualTo(Host.CURSOR.snippet(START).strip());
    assertThat(Host.CURSOR.added("\uFEFF{ }\n", START)).startsWith("\uFEFF{\n  \"mcpServers\"");
  }

  @Test
  void what_a_person_added_to_our_entry_stays() throws Exception {
    String before =
        """
        {
          "mcpServers": {
            "tercet": {
              "command": "/old/tercet",
              "args": [
                "mcp"
              ],
              "trust": true,
              "env": { "LANG": "C" }
            }
          }
        }
        """;
    assertThat(Host.GEMINI.added(before, WITH_HOME))
        .isEqualTo(
            before
                .replace("/old/tercet", "/opt/tercet")
                .replace("\"C\" }", "\"C\", \"TERCET_HOME\": \"/h\" }"));
    String remote =
        "{\n  \"mcpServers\": {\n    \"tercet\": {\n      \"url\": \"http://x\"\n    }\n  }\n}\n";
    assertThat(Host.CURSOR.added(remote, START)).isEqualTo(Host.CURSOR.snippet(START));
  }

  @Test
  void a_toml_file_keeps_every_other_byte() throws Exception {
    String before =
        """
        # mine
        model = "gpt" # the best
        notify = [
          "a", # [mcp_servers.tercet]
          "b",
        ]
        text = \"""
        [mcp_servers.tercet]
        \"""
        [ mcp_servers . "tercet" ] # ours
        startup_timeout_sec = 20
        command = "/old" # was here
        [mcp_servers.tercet.env]
        LANG = 'C'

        [mcp_servers.other]
        command = "x"
        env = { A = "b", C = "d" }
        [[things]]
        when = 1979-05-27T07:32:00Z
        """;
    assertThat(Host.CODEX.added(before, WITH_HOME))
        .isEqualTo(
            before
                .replace("\"/old\" # was here\n", "\"/opt/tercet\" # was here\nargs = [\"mcp\"]\n")
                .replace("LANG = 'C'\n", "LANG = 'C'\nTERCET_HOME = \"/h\"\n"));
    assertThat(Host.CODEX.added("model = \"gpt\"", START))
        .isEqualTo(
            "model = \"gpt\"\n\n"
                + "[mcp_servers.tercet]\n"
                + "command = \"/opt/tercet\"\n"
                + "args = [\"mcp\"]\n");
    assertThat(Host.CODEX.added("[mcp_servers.tercet]\ncommand='/opt/tercet'", START))
        .isEqualTo("[mcp_servers.tercet]\ncommand='/opt/tercet'\nargs = [\"mcp\"]\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"a": 1                               | line 1, column 8: the file ends before the closing }
          {"a" 1}                               | line 1, column 6: a colon is expected
          {"a": 1 "b": 2}                       | line 1, column 9: a comma or } is expected
          {"a": tru}                            | line 1, column 7: a value is expected
          {"a": "b                              | line 1, column 7: a string without its end
          {"a": "\\x"}                          | line 1, column 9: an escape that JSON does not have
          {"a": 1} {}                           | line 1, column 10: something follows
          [1]                                   | the file is no JSON object
          {"mcpServers": []}                    | "mcpServers" is no object
          {"mcpServers": {"tercet": "x"}}       | "tercet" is no object
          {"mcpServers": {}, "mcpServers": {}}  | "mcpServers" is there twice
          {"mcpServers": {}, /* a */ "b": 1}    | a comment, which this host does not read
          {"mcpServers": {},}                   | a comma before the closing bracket
          """)
  void broken_json_is_refused_in_words(String text, String why) {
    assertThatThrownBy(() -> Host.CLAUDE.added(text, START))
        .isInstanceOf(Unusable.class)
        .hasMessageContaining(why);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          [mcp_servers                          | line 1, column 13: ] is expected
          model = "gpt                          | line 1, column 9: a string without its end
          model "gpt"                           | line 1, column 7: = is expected
          model = gpt                           | line 1, column 9: a value is expected
          a = 1 b = 2                           | line 1, column 9: something follows where the line has to end
          a = "b" c                             | something follows where the line has to end
          a = [1, 2                             | a list without its end
          mcp_servers = { tercet = {} }         | this sets mcp_servers without a table of its own
          mcp_servers.tercet.command = "x"      | without a table of its own
          [[mcp_servers]]                       | a list of tables
          """)
  void broken_toml_is_refused_in_words(String text, String why) {
    assertThatThrownBy(() -> Host.CODEX.added(text, START))
        .isInstanceOf(Unusable.class)
        .hasMessageContaining(why);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[mcp_servers.tercet]\na = 1\n[mcp_servers.tercet]\n",
        "[mcp_servers.tercet]\nurl = \"http://x\"\n",
        "[mcp_servers.tercet]\nenv = { A = \"b\" }\n",
      })
  void what_only_a_person_can_mend_is_left_alone(String text) {
    assertThatThrownBy(() -> Host.CODEX.added(text, WITH_HOME)).isInstanceOf(Unusable.class);
  }

  @Test
  void a_deep_file_ends_in_words_too() {
    assertThatThrownBy(() -> Host.CLAUDE.added("{\"a\":" + "[".repeat(100_000), START))
        .hasMessageContaining("nested too deeply");
  }

  @Test
  void each_host_has_a_file_on_each_system() {
    Map<String, String> environment = Map.of("HOME", "/home/ann", "USERPROFILE", "/Users/ann");
    Surroundings linux = new Surroundings(environment, Path.of("/src"), "Linux");
    Surroundings mac = new Surroundings(environment, Path.of("/src"), "Mac OS X");
    Surroundings windows = new Surroundings(environment, Path.of("/src"), "Windows 11");
    assertThat(Host.VSCODE.file(Host.Scope.USER, linux))
        .isEqualTo(Path.of("/home/ann/.config/Code/User/mcp.json"));
    assertThat(Host.VSCODE.file(Host.Scope.USER, mac))
        .isEqualTo(Path.of("/home/ann/Library/Application Support/Code/User/mcp.json"));
    assertThat(Host.VSCODE.file(Host.Scope.USER, windows))
        .isEqualTo(Path.of("/Users/ann/AppData/Roaming/Code/User/mcp.json"));
    assertThat(Host.ZED.file(Host.Scope.USER, windows))
        .isEqualTo(Path.of("/Users/ann/AppData/Roaming/Zed/settings.json"));
    assertThat(Host.CODEX.file(Host.Scope.USER, linux))
        .isEqualTo(Path.of("/home/ann/.codex/config.toml"));
    assertThat(Host.CLAUDE.file(Host.Scope.PROJECT, linux)).isEqualTo(Path.of("/src/.mcp.json"));
    Surroundings named =
        new Surroundings(
            Map.of("HOME", "/home/ann", "CODEX_HOME", "/codex", "XDG_CONFIG_HOME", "/config"),
            Path.of("/src"),
            "Linux");
    assertThat(Host.CODEX.file(Host.Scope.USER, named)).isEqualTo(Path.of("/codex/config.toml"));
    assertThat(Host.ZED.file(Host.Scope.USER, named))
        .isEqualTo(Path.of("/config/zed/settings.json"));
    assertThat(Host.OPENCODE.file(Host.Scope.USER, named))
        .isEqualTo(Path.of("/config/opencode/opencode.json"));
  }

  @Test
  void a_file_behind_a_link_is_replaced_where_it_is() throws Exception {
    Path real = Files.createDirectory(folder.resolve("dotfiles")).resolve("config.toml");
    Files.writeString(real, "a = 1\n");
    Files.setPosixFilePermissions(real, PosixFilePermissions.fromString("rw-r-----"));
    Path link = Files.createSymbolicLink(folder.resolve("config.toml"), real);
    SettingsFile.read(link).replace("a = 2\n");
    assertThat(link).isSymbolicLink().hasContent("a = 2\n");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(real)))
        .isEqualTo("rw-r-----");
    assertThat(Files.list(real.getParent())).containsExactly(real);

    SettingsFile read = SettingsFile.read(real);
    Files.writeString(real, "a = 3\n");
    assertThatThrownBy(() -> read.replace("a = 4\n")).hasMessageContaining("meanwhile");
    assertThat(real).hasContent("a = 3\n");
  }

  @Test
  void what_is_no_readable_file_is_refused() throws Exception {
    assertThatThrownBy(() -> SettingsFile.read(folder)).hasMessage("it is no file");
    Path latin =
        Files.write(folder.resolve("latin"), "{\"ä\": 1}".getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> SettingsFile.read(latin)).hasMessageContaining("UTF-8");
    Path nowhere = Files.createSymbolicLink(folder.resolve("nowhere"), folder.resolve("gone"));
    assertThatThrownBy(() -> SettingsFile.read(nowhere)).hasMessageContaining("leads nowhere");
    SettingsFile.read(folder.resolve("deep/er/new.json")).replace("{}\n");
    assertThat(folder.resolve("deep/er/new.json")).hasContent("{}\n");
  }
}
