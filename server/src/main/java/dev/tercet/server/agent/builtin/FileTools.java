package dev.tercet.server.agent.builtin;

import dev.tercet.server.agent.builtin.Tool.Outcome;
import dev.tercet.server.agent.builtin.Tree.Entry;
import dev.tercet.server.agent.builtin.Tree.Place;
import dev.tercet.server.agent.builtin.Tree.Refused;
import dev.tercet.server.model.ToolDefinition;
import dev.tercet.server.workflow.Counts;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reading, listing, writing and exact edits of files. */
final class FileTools {

  private static final int MOST_LINES = 2_000;
  private static final int MOST_CHARACTERS = 50_000;
  private static final int LONGEST_LINE = 2_000;
  private static final int MOST_ENTRIES = 1_000;
  private static final int DEEPEST = 10;
  private static final int LOOKED_AT = 8_000;

  private final Tree tree;
  private final Rights rights;

  FileTools(Tree tree, Rights rights) {
    this.tree = tree;
    this.rights = rights;
  }

  List<Tool> tools() {
    List<Tool> tools = new ArrayList<>();
    tools.add(
        new Tool(
            new ToolDefinition(
                "read_file",
                "Reads a text file, with line numbers. Long files are cut; go on with offset.",
                """
                {"type":"object","properties":{
                "path":{"type":"string","description":"relative to the working directory"},
                "offset":{"type":"integer","description":"first line to read, from 1"},
                "limit":{"type":"integer","description":"lines to read, at most 2000"}},
                "required":["path"]}"""),
            "read",
            "path",
            this::read));
    tools.add(
        new Tool(
            new ToolDefinition(
                "list_files",
                "Lists a folder: folders end with a slash, symbolic links with @.",
                """
                {"type":"object","properties":{
                "path":{"type":"string","description":"the folder; left out: the working directory"},
                "depth":{"type":"integer","description":"levels to list, 1 to 10; left out: 2"}}}"""),
            "read",
            "path",
            this::list));
    if (rights.writes()) {
      tools.add(
          new Tool(
              new ToolDefinition(
                  "write_file",
                  "Writes a whole file, new or in place of the old one. Folders are made.",
                  """
                  {"type":"object","properties":{
                  "path":{"type":"string","description":"relative to the working directory"},
                  "content":{"type":"string","description":"all of the file's text"}},
                  "required":["path","content"]}"""),
              "edit",
              "path",
              this::write));
      tools.add(
          new Tool(
              new ToolDefinition(
                  "edit_file",
                  "Replaces a text in a file by another. The old text must stand there exactly once,"
                      + " white space included and without line numbers.",
                  """
                  {"type":"object","properties":{
                  "path":{"type":"string","description":"relative to the working directory"},
                  "old_text":{"type":"string","description":"the text to replace, with enough around it to be unique"},
                  "new_text":{"type":"string","description":"what stands there afterwards"},
                  "replace_all":{"type":"boolean","description":"replace every place instead of the only one"}},
                  "required":["path","old_text","new_text"]}"""),
              "edit",
              "path",
              this::edit));
    }
    return tools;
  }

  private Outcome read(Arguments arguments) throws Refused {
    Place place = tree.place(arguments.text("path"));
    byte[] bytes = tree.read(place);
    refuseBinary(place, bytes);
    List<String> lines = new String(bytes, StandardCharsets.UTF_8).lines().toList();
    int first = Math.max(1, arguments.number("offset", 1));
    int limit = Math.clamp(arguments.number("limit", MOST_LINES), 1, MOST_LINES);
    if (lines.isEmpty()) {
      return Outcome.done("[" + place + " is empty]");
    }
    if (first > lines.size()) {
      throw new Refused(place + " has only " + Counts.of(lines.size(), "line"));
    }
    StringBuilder text = new StringBuilder();
    int line = first;
    while (line <= lines.size() && line < first + limit && text.length() < MOST_CHARACTERS) {
      String content = lines.get(line - 1);
      text.append("%6d\t".formatted(line)).append(cut(content)).append('\n');
      line++;
    }
    if (line <= lines.size()) {
      text.append("[cut: lines ")
          .append(line)
          .append(" to ")
          .append(lines.size())
          .append(" are left; go on with \"offset\": ")
          .append(line)
          .append(']');
    }
    return Outcome.done(text.toString());
  }

  private static String cut(String line) {
    return line.length() <= LONGEST_LINE
        ? line
        : line.substring(0, LONGEST_LINE) + " [cut: " + (line.length() - LONGEST_LINE) + " more]";
  }

  private static void refuseBinary(Place place, byte[] bytes) throws Refused {
    for (int at = 0; at < Math.min(bytes.length, LOOKED_AT); at++) {
      if (bytes[at] == 0) {
        throw new Refused(place + " is a binary file of " + bytes.length + " bytes, not text");
      }
    }
  }

  private Outcome list(Arguments arguments) throws Refused {
    Place place = tree.place(arguments.optionalText("path").orElse("."));
    int depth = Math.clamp(arguments.number("depth", 2), 1, DEEPEST);
    List<String> lines = new ArrayList<>();
    list(place, "", depth, lines);
    boolean cut = lines.size() > MOST_ENTRIES;
    String text = String.join("\n", cut ? lines.subList(0, MOST_ENTRIES) : lines);
    return Outcome.done(
        text.isEmpty()
            ? "[" + place + " is empty]"
            : cut ? text + "\n[cut: there is more; list a folder of it, or less deep]" : text);
  }

  private void list(Place place, String prefix, int depth, List<String> to) throws Refused {
    for (Entry entry : tree.entries(place)) {
      if (to.size() > MOST_ENTRIES) {
        return;
      }
      String mark =
          switch (entry.kind()) {
            case 'd' -> "/";
            case 'l' -> "@";
            default -> "";
          };
      to.add(prefix + entry.name() + mark);
      if (entry.kind() == 'd' && depth > 1) {
        List<String> names = new ArrayList<>(place.names());
        names.add(entry.name());
        list(new Place(names), prefix + entry.name() + "/", depth - 1, to);
      }
    }
  }

  private Outcome write(Arguments arguments) throws Refused {
    Place place = tree.place(arguments.text("path"));
    String content = arguments.text("content");
    rights.checkWrite(place);
    tree.write(place, content.getBytes(StandardCharsets.UTF_8));
    return Outcome.done("wrote " + Counts.of(content.lines().count(), "line") + " to " + place);
  }

  private Outcome edit(Arguments arguments) throws Refused {
    Place place = tree.place(arguments.text("path"));
    String before = arguments.text("old_text");
    String after = arguments.text("new_text");
    boolean everywhere = arguments.flag("replace_all");
    rights.checkWrite(place);
    String text = strict(place, tree.read(place));
    if (before.isEmpty()) {
      throw new Refused("old_text is empty; to write a whole file use write_file");
    }
    if (!text.contains(before) && text.contains("\r\n")) {
      // Models see lines without their carriage returns.
      before = before.replace("\r\n", "\n").replace("\n", "\r\n");
      after = after.replace("\r\n", "\n").replace("\n", "\r\n");
    }
    int first = text.indexOf(before);
    if (first < 0) {
      throw new Refused(
          "old_text does not stand in "
              + place
              + "; read the file and copy the text exactly,"
              + " without the line numbers");
    }
    if (!everywhere && text.indexOf(before, first + 1) >= 0) {
      throw new Refused(
          "old_text stands in "
              + place
              + " more than once; add lines around it until it is"
              + " unique, or set replace_all");
    }
    String changed =
        everywhere
            ? text.replace(before, after)
            : text.substring(0, first) + after + text.substring(first + before.length());
    tree.write(place, changed.getBytes(StandardCharsets.UTF_8));
    return Outcome.done("edited " + place);
  }

  private static String strict(Place place, byte[] bytes) throws Refused {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException _) {
      throw new Refused(place + " is not UTF-8 text, so an edit would damage it");
    }
  }
}
