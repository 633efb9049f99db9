package dev.tercet.server.template;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The workflows that Tercet brings along: files like any other, which can be copied out. */
public final class BuiltInWorkflows {

  private static final List<String> NAMES =
      List.of("multi-model", "quick", "bugfix", "spec-first", "requirements-first", "security");

  private BuiltInWorkflows() {}

  /** All of them, the default first. */
  public static List<String> names() {
    return NAMES;
  }

  public static boolean isBuiltIn(String name) {
    return NAMES.contains(name);
  }

  /** The file's text. */
  public static String text(String name) {
    if (!isBuiltIn(name)) {
      throw new IllegalArgumentException(
          "no built-in workflow is called \"" + name + "\"; there are " + String.join(", ", NAMES));
    }
    try (InputStream file =
        BuiltInWorkflows.class.getResourceAsStream("workflows/" + name + ".md")) {
      if (file == null) {
        throw new IllegalStateException("the built-in workflow is not packaged: " + name);
      }
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failure) {
      throw new UncheckedIOException("reading the built-in workflow " + name, failure);
    }
  }

  /** What its first heading says. */
  public static String title(String name) {
    return Template.parse(name, text(name), PresetRoles.PREDEFINED).title();
  }
}
