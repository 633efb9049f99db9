package dev.tercet.host;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A program that starts MCP servers, and how it wants to be told of one. */
public enum Host {
  CLAUDE("Claude Code", Format.JSON, "mcpServers", "type /mcp in Claude Code, or start it again"),
  CODEX("Codex", Format.TOML, "mcp_servers", "start Codex again"),
  VSCODE("VS Code", Format.JSON_WITH_COMMENTS, "servers", "run \"MCP: List Servers\" in VS Code"),
  CURSOR("Cursor", Format.JSON, "mcpServers", "switch it on under Settings, MCP"),
  GEMINI("Gemini CLI", Format.JSON_WITH_COMMENTS, "mcpServers", "start Gemini CLI again"),
  ZED("Zed", Format.JSON_WITH_COMMENTS, "context_servers", "Zed reads it at once"),
  OPENCODE("opencode", Format.JSON_WITH_COMMENTS, "mcp", "start opencode again");

  private static final String NAME = "tercet";

  private final String title;
  private final Format format;
  private final String section;
  private final String next;

  Host(String title, Format format, String section, String next) {
    this.title = title;
    this.format = format;
    this.section = section;
    this.next = next;
  }

  private enum Format {
    JSON,
    JSON_WITH_COMMENTS,
    TOML
  }

  /** Whose settings. */
  public enum Scope {
    /** This user's, in every folder. */
    USER,
    /** Everybody's who works in a folder. */
    PROJECT
  }

  /**
   * How Tercet is started.
   *
   * @param program its path, or its name where it is on everybody's PATH
   * @param variables that the host is to set for it
   */
  public record Start(String program, Map<String, String> variables) {}

  public static Optional<Host> find(String word) {
    return Arrays.stream(values()).filter(host -> host.word().equals(word)).findFirst();
  }

  public static List<String> words() {
    return Arrays.stream(values()).map(Host::word).toList();
  }

  /** As it is typed. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** As it calls itself. */
  public String title() {
    return title;
  }

  /** What a person does once it is written. */
  public String next() {
    return next;
  }

  /** The file that it reads. */
  public Path file(Scope scope, Surroundings where) {
    return switch (scope) {
      case USER -> ofUser(where);
      case PROJECT -> ofProject(where.project());
    };
  }

  private Path ofUser(Surroundings where) {
    Path home = where.home();
    return switch (this) {
      case CLAUDE -> where.folder("CLAUDE_CONFIG_DIR", home).resolve(".claude.json");
      case CODEX -> where.folder("CODEX_HOME", home.resolve(".codex")).resolve("config.toml");
      case VSCODE -> where.applications().resolve("Code").resolve("User").resolve("mcp.json");
      case CURSOR -> home.resolve(".cursor").resolve("mcp.json");
      case GEMINI -> home.resolve(".gemini").resolve("settings.json");
      case ZED ->
          (where.isWindows()
                  ? where.applications().resolve("Zed")
                  : (where.isMac() ? home.resolve(".config") : where.config()).resolve("zed"))
              .resolve("settings.json");
      case OPENCODE -> withOrWithoutComments(where.config().resolve("opencode"));
    };
  }

  private Path ofProject(Path project) {
    return switch (this) {
      case CLAUDE -> project.resolve(".mcp.json");
      case CODEX -> project.resolve(".codex").resolve("config.toml");
      case VSCODE -> project.resolve(".vscode").resolve("mcp.json");
      case CURSOR -> project.resolve(".cursor").resolve("mcp.json");
      case GEMINI -> project.resolve(".gemini").resolve("settings.json");
      case ZED -> project.resolve(".zed").resolve("settings.json");
      case OPENCODE -> withOrWithoutComments(project);
    };
  }

  /** opencode reads both names; the one that is there is the one to change. */
  private static Path withOrWithoutComments(Path folder) {
    Path plain = folder.resolve("opencode.json");
    Path commented = folder.resolve("opencode.jsonc");
    return !Files.exists(plain) && Files.exists(commented) ? commented : plain;
  }

  /** What has to be in the file, alone. */
  public String snippet(Start start) {
    return switch (format) {
      case JSON, JSON_WITH_COMMENTS -> JsonText.fresh(section, NAME, entry(start));
      case TOML -> TomlText.block(section + "." + NAME, entry(start), "\n");
    };
  }

  /**
   * The file's text with Tercet in it, and everything else as it was.
   *
   * @throws Unusable what is there cannot be read, or says something else about Tercet that only a
   *     person can mend
   */
  public String added(String text, Start start) throws Unusable {
    return switch (format) {
      case JSON -> JsonText.with(text, false, section, NAME, entry(start));
      case JSON_WITH_COMMENTS -> JsonText.with(text, true, section, NAME, entry(start));
      case TOML -> TomlText.with(text, section, NAME, entry(start));
    };
  }

  private Value.Table entry(Start start) {
    Map<String, Value> entry = new LinkedHashMap<>();
    switch (this) {
      case CLAUDE, VSCODE -> entry.put("type", new Value.Text("stdio"));
      case OPENCODE -> entry.put("type", new Value.Text("local"));
      case CODEX, CURSOR, GEMINI, ZED -> {}
    }
    if (this == OPENCODE) {
      entry.put("command", new Value.Words(List.of(start.program(), "mcp")));
      entry.put("enabled", new Value.Flag(true));
    } else {
      entry.put("command", new Value.Text(start.program()));
      entry.put("args", new Value.Words(List.of("mcp")));
    }
    if (!start.variables().isEmpty()) {
      Map<String, Value> variables = new LinkedHashMap<>();
      start.variables().forEach((name, value) -> variables.put(name, new Value.Text(value)));
      entry.put(this == OPENCODE ? "environment" : "env", new Value.Table(variables));
    }
    return new Value.Table(entry);
  }
}
