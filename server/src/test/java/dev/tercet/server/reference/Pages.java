package dev.tercet.server.reference;

import dev.tercet.protocol.ProtocolError;
import dev.tercet.protocol.TercetClient;
import dev.tercet.protocol.WireSchema;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The reference for people: a page for each namespace, one of notifications, types and errors. */
final class Pages {

  private static final String HEAD =
      "<!-- Generated from the protocol's records by `./dev generate`; do not edit. -->\n";

  private final Javadocs words;
  private final Exchanges exchanges;

  Pages(Javadocs words, Exchanges exchanges) {
    this.words = words;
    this.exchanges = exchanges;
  }

  /** By file name. */
  Map<String, String> all() {
    Map<String, String> pages = new TreeMap<>();
    for (Class<?> namespace : Method.namespaces()) {
      pages.put(file(namespace), page(namespace));
    }
    pages.put("notifications.md", notifications());
    pages.put("types.md", types());
    pages.put("errors.md", errors());
    pages.put("exchanges.md", exchanges());
    return pages;
  }

  private static String file(Class<?> namespace) {
    return Method.segment(namespace).replaceFirst(".*/", "") + ".md";
  }

  private String page(Class<?> namespace) {
    List<Method> methods = Method.requests(namespace);
    StringBuilder page = head(Method.segment(namespace));
    page.append(sentence(words.of(namespace).orElseThrow())).append("\n\n");
    page.append("| request | parameters | answer |\n| --- | --- | --- |\n");
    for (Method method : methods) {
      page.append(
          "| [%s](#%s) | %s | %s |\n"
              .formatted(
                  method.name(),
                  anchor(method.name()),
                  written(method.params()),
                  written(method.result().orElseThrow())));
    }
    methods.forEach(method -> method(page, method));
    return page.toString();
  }

  private static StringBuilder head(String title) {
    return new StringBuilder(HEAD).append("# ").append(title).append("\n\n");
  }

  /** A comment on a namespace begins with its name, which is the page's title already. */
  private static String sentence(String text) {
    int colon = text.indexOf(": ");
    return Character.toUpperCase(text.charAt(colon + 2)) + text.substring(colon + 3);
  }

  private static String anchor(String title) {
    return title.replaceAll("[^A-Za-z0-9-]", "").toLowerCase(java.util.Locale.ROOT);
  }

  private void method(StringBuilder page, Method method) {
    page.append("\n## ").append(method.name()).append("\n\n");
    page.append(
            words
                .ofMethod(method.owner(), method.declared().getName())
                .or(() -> words.of(method.params()))
                .orElseThrow(() -> new IllegalStateException(method.name() + " says nothing")))
        .append("\n\n");
    members(page, method.params());
    exchanges.example(method.name()).ifPresent(example -> page.append('\n').append(example));
  }

  private void members(StringBuilder page, Class<?> type) {
    RecordComponent[] components = type.getRecordComponents();
    Optional<String> kind = WireSchema.kind(type);
    if (components.length == 0) {
      page.append("No members: `{}`.\n");
      return;
    }
    page.append("| member | type | |\n| --- | --- | --- |\n");
    kind.ifPresent(word -> page.append("| `kind` | `\"%s\"` | |\n".formatted(word)));
    for (RecordComponent component : components) {
      String name = "`" + component.getName() + "`";
      page.append(
          "| %s | %s | %s |\n"
              .formatted(
                  WireSchema.isOptional(component) ? name + " ?" : "**" + name + "**",
                  written(component.getGenericType()),
                  words
                      .of(type, component.getName())
                      .map(text -> text.replace("|", "\\|").replace("\n", " "))
                      .orElse("")));
    }
  }

  private static String written(Type type) {
    if (type instanceof ParameterizedType of) {
      Type[] arguments = of.getActualTypeArguments();
      return of.getRawType() == Map.class
          ? "object of " + written(arguments[1])
          : "array of " + written(arguments[0]);
    }
    Class<?> plain = (Class<?>) type;
    if (WireSchema.isNamed(plain)) {
      String name = WireSchema.name(plain);
      return "[%s](types.md#%s)".formatted(name, anchor(name));
    }
    if (plain == Instant.class) {
      return "string, ISO 8601 in UTC";
    }
    if (plain == String.class) {
      return "string";
    }
    return plain == boolean.class || plain == Boolean.class ? "boolean" : number(plain);
  }

  private static String number(Class<?> type) {
    return type == BigDecimal.class ? "number" : "integer";
  }

  private String notifications() {
    StringBuilder page = head("Notifications");
    page.append(words.of(TercetClient.class).orElseThrow()).append('\n');
    Method.all().stream()
        .filter(method -> method.result().isEmpty())
        .forEach(method -> method(page, method));
    return page.toString();
  }

  private String types() {
    StringBuilder page = head("Types");
    page.append(
        "A member in bold is always there; one with a question mark is absent when there is\n");
    page.append(
        "nothing to say, and never null: where it says \"null\" here, the member is not there. As JSON Schema: [tercet.schema.json](tercet.schema.json).\n");
    WireSchema.closure(Method.types()).forEach((name, type) -> type(page, name, type));
    return page.toString();
  }

  private void type(StringBuilder page, String name, Class<?> type) {
    page.append("\n## ").append(name).append("\n\n");
    words.of(type).ifPresent(text -> page.append(text).append("\n\n"));
    if (type.isEnum()) {
      page.append(
          WireSchema.constants(type).stream()
              .map(constant -> "`\"" + constant + "\"`")
              .collect(Collectors.joining(" · ", "One of ", "\n")));
    } else if (type.isSealed()) {
      page.append(
          Arrays.stream(type.getPermittedSubclasses())
              .map(variant -> written(variant))
              .collect(Collectors.joining(" · ", "One of ", ", told apart by `kind`\n")));
    } else {
      members(page, type);
    }
  }

  private String errors() {
    StringBuilder page = head("Errors");
    page.append(
        words
            .of(ProtocolError.class)
            .orElseThrow()
            .replaceFirst("(?s)\n\n- .*", "")
            .replace("`Refused`", "[Refused](types.md#refused)"));
    page.append("\n\n| code | name | |\n| --- | --- | --- |\n");
    for (ProtocolError error : ProtocolError.values()) {
      page.append(
          "| %d | `%s` | %s |\n"
              .formatted(
                  error.code(),
                  SchemaFiles.wireName(error),
                  words.of(ProtocolError.class, error.name()).orElse("")));
    }
    page.append(
        """
        | -32700 | | What came is no JSON |
        | -32600 | | What came is no request, or a frame is larger than 64 MiB |
        | -32601 | | There is no such method |
        | -32602 | | The parameters are not what the method takes; the message names the member |
        | -32603 | | We have a bug; the message has a number that the daemon's log has too |
        """);
    exchanges.errors().forEach(error -> page.append('\n').append(error));
    return page.toString();
  }

  private String exchanges() {
    StringBuilder page = head("A whole job, message by message");
    page.append(
        """
        Everything that one client sent and got, from a greeting to a merge, as it was recorded from a
        daemon whose agents play a script. Ids, times and paths are replaced by others. Notifications and
        the answers of requests that only look again are left out.
        """);
    exchanges.story().forEach(part -> page.append('\n').append(part));
    return page.toString();
  }
}
