package dev.tercet.server.door.lsp.language;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import dev.tercet.server.app.Editing;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Files in which a person writes a text that a command lacks, where the editor has no way to ask
 * for one: the command stands in the first line, the text below the rule.
 */
final class Notes {

  static final String FOLDER = "notes/";
  private static final Pattern HEAD =
      Pattern.compile("<!-- (tercet\\.[A-Za-z.]{1,40}) ([A-Za-z]{1,40}) (\\{.*\\}) -->");
  private static final String RULE = "---";

  private final Editing editing;

  Notes(Editing editing) {
    this.editing = editing;
  }

  /** A command that lacks one text, and the text. */
  record Note(String command, String parameter, JsonObject argument, String text) {}

  /** Writes an empty note and says its URI. */
  String write(String command, Argument argument, String parameter, String prompt) {
    String subject = argument.has("task") ? argument.required("task") : "new";
    String word = command.substring(command.indexOf('.') + 1);
    String name = (word + "-" + subject).replaceAll("[^A-Za-z0-9-]", "-") + ".md";
    String head = "<!-- %s %s %s -->".formatted(command, parameter, argument.json().toString());
    String text =
        """
        %s
        # %s

        Write it below the line and choose *Send* (a code lens above, a code action here, or the
        command tercet.send). Nothing happens before that.

        %s

        """
            .formatted(head, prompt, RULE);
    Path file = editing.page(FOLDER + name, text);
    return Uris.of(file);
  }

  /** What a note says; empty for what is none. */
  static Optional<Note> read(String text) {
    Matcher head = HEAD.matcher(text.lines().findFirst().orElse(""));
    int rule = text.replace("\r\n", "\n").indexOf("\n" + RULE + "\n");
    if (!head.matches() || rule < 0) {
      return Optional.empty();
    }
    try {
      JsonObject argument = JsonParser.parseString(head.group(3)).getAsJsonObject();
      String below = text.replace("\r\n", "\n").substring(rule + RULE.length() + 2).strip();
      return Optional.of(new Note(head.group(1), head.group(2), argument, below));
    } catch (JsonParseException | IllegalStateException broken) {
      return Optional.empty();
    }
  }
}
