package dev.tercet.server.reference;

import dev.tercet.protocol.ProtocolError;
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
import java.util.stream.Collectors;

/** The types and the methods in TypeScript. */
final class TypeScriptFile {

  private static final String HEAD =
      """
      // Generated from the protocol's records by `./dev generate`; do not edit.

      /** A request: its method's name, and the types of its parameters and of its answer. */
      export class RequestType<Params, Result> {
        declare readonly types: readonly [Params, Result];
        constructor(readonly method: string) {}
      }

      /** A notification of the daemon: its method's name, and the type of its parameters. */
      export class NotificationType<Params> {
        declare readonly types: readonly [Params];
        constructor(readonly method: string) {}
      }
      """;

  private final Javadocs words;
  private final StringBuilder text = new StringBuilder(HEAD);

  private TypeScriptFile(Javadocs words) {
    this.words = words;
  }

  static String of(Javadocs words) {
    TypeScriptFile file = new TypeScriptFile(words);
    WireSchema.closure(Method.types()).values().forEach(file::type);
    Method.namespaces().forEach(file::namespace);
    file.notifications();
    file.errors();
    return file.text.toString();
  }

  private void type(Class<?> type) {
    text.append('\n');
    comment("", words.of(type));
    String name = WireSchema.name(type);
    if (type.isEnum()) {
      union(name, WireSchema.constants(type).stream().map(TypeScriptFile::quoted).toList());
    } else if (type.isSealed()) {
      union(name, Arrays.stream(type.getPermittedSubclasses()).map(WireSchema::name).toList());
    } else if (type.getRecordComponents().length == 0) {
      text.append("export type ").append(name).append(" = Record<string, never>;\n");
    } else {
      text.append("export interface ").append(name).append(" {\n");
      WireSchema.kind(type)
          .ifPresent(kind -> text.append("  readonly kind: '").append(kind).append("';\n"));
      for (RecordComponent component : type.getRecordComponents()) {
        comment("  ", words.of(type, component.getName()));
        text.append("  readonly ")
            .append(component.getName())
            .append(WireSchema.isOptional(component) ? "?: " : ": ")
            .append(written(component.getGenericType()))
            .append(";\n");
      }
      text.append("}\n");
    }
  }

  private void union(String name, List<String> parts) {
    String line = "export type " + name + " = " + String.join(" | ", parts) + ";\n";
    text.append(
        line.length() <= 100
            ? line
            : "export type " + name + " =\n  | " + String.join("\n  | ", parts) + ";\n");
  }

  private static String quoted(String word) {
    return "'" + word + "'";
  }

  private static String written(Type type) {
    if (type instanceof ParameterizedType of) {
      Type[] arguments = of.getActualTypeArguments();
      return of.getRawType() == Map.class
          ? "Readonly<Record<string, " + written(arguments[1]) + ">>"
          : "readonly " + written(arguments[0]) + "[]";
    }
    Class<?> plain = (Class<?>) type;
    if (WireSchema.isNamed(plain)) {
      return WireSchema.name(plain);
    }
    if (plain == String.class || plain == Instant.class) {
      return "string";
    }
    return plain == boolean.class || plain == Boolean.class ? "boolean" : number(plain);
  }

  private static String number(Class<?> type) {
    if (type.isPrimitive() || Number.class.isAssignableFrom(type) || type == BigDecimal.class) {
      return "number";
    }
    throw new IllegalArgumentException("no TypeScript is known for " + type);
  }

  private void namespace(Class<?> namespace) {
    String segment = Method.segment(namespace);
    text.append('\n');
    comment("", words.of(namespace));
    text.append("export const ")
        .append(segment.substring(segment.indexOf('/') + 1))
        .append(" = {\n");
    for (Method method : Method.requests(namespace)) {
      comment("  ", words.ofMethod(namespace, method.declared().getName()));
      text.append(
          "  %s: new RequestType<%s, %s>('%s'),\n"
              .formatted(
                  method.declared().getName(),
                  WireSchema.name(method.params()),
                  WireSchema.name(method.result().orElseThrow()),
                  method.name()));
    }
    text.append("} as const;\n");
  }

  private void notifications() {
    text.append("\n/** What a daemon tells a client unasked. */\nexport const notifications = {\n");
    for (Method method : Method.all()) {
      if (method.result().isEmpty()) {
        comment("  ", words.ofMethod(method.owner(), method.declared().getName()));
        text.append(
            "  %s: new NotificationType<%s>('%s'),\n"
                .formatted(
                    method.declared().getName(), WireSchema.name(method.params()), method.name()));
      }
    }
    text.append("} as const;\n");
  }

  private void errors() {
    text.append("\n");
    comment("", words.of(ProtocolError.class).map(own -> own.split("\n\n")[0]));
    text.append("export const errorCodes = {\n");
    for (ProtocolError error : ProtocolError.values()) {
      comment("  ", words.of(ProtocolError.class, error.name()));
      text.append("  '%s': %d,\n".formatted(SchemaFiles.wireName(error), error.code()));
    }
    text.append("} as const;\n");
  }

  private void comment(String indent, Optional<String> words) {
    words.ifPresent(
        own -> {
          String safe = own.replace("*/", "*\\/");
          text.append(indent)
              .append(
                  safe.contains("\n")
                      ? safe.lines()
                          .map(line -> (indent + " * " + line).stripTrailing())
                          .collect(Collectors.joining("\n", "/**\n", "\n" + indent + " */"))
                      : "/** " + safe + " */")
              .append('\n');
        });
  }
}
