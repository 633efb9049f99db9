package dev.tercet.server.agent.builtin;

import dev.tercet.server.agent.builtin.Tool.Outcome;
import dev.tercet.server.agent.builtin.Tree.Entry;
import dev.tercet.server.agent.builtin.Tree.Place;
import dev.tercet.server.agent.builtin.Tree.Refused;
import dev.tercet.server.model.ToolDefinition;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Searching files by a regular expression, within bounds of files, bytes and steps: a pattern can
 * be made such that it never ends.
 */
final class SearchTool {

  private static final int MOST_MATCHES = 100;
  private static final int MOST_FILES = 20_000;
  private static final long MOST_BYTES = 200_000_000;
  private static final int LARGEST_FILE = 2_000_000;
  private static final long MOST_STEPS = 500_000_000;
  private static final int LONGEST_LINE = 300;
  private static final int DEEPEST = 40;
  private static final Set<String> PASSED_OVER = Set.of("node_modules", ".venv", "__pycache__");

  private final Tree tree;

  SearchTool(Tree tree) {
    this.tree = tree;
  }

  Tool tool() {
    return new Tool(
        new ToolDefinition(
            "search",
            "Searches text files for a regular expression (Java syntax), line by line.",
            """
            {"type":"object","properties":{
            "pattern":{"type":"string","description":"what to search for"},
            "path":{"type":"string","description":"file or folder; left out: the working directory"},
            "glob":{"type":"string","description":"only files of such names, as *.java or src/**"}},
            "required":["pattern"]}"""),
        "search",
        "pattern",
        this::search);
  }

  private Outcome search(Arguments arguments) throws Refused {
    Search search =
        new Search(
            pattern(arguments.text("pattern")),
            matcher(arguments.optionalText("glob").orElse("**")));
    Place place = tree.place(arguments.optionalText("path").orElse("."));
    if (!tree.exists(place)) {
      throw new Refused("there is no " + place);
    }
    try {
      search.in(place, 0);
    } catch (Enough enough) {
      search.found.add(
          "[cut: " + enough.getMessage() + "; search for something rarer, or in a folder]");
    }
    return Outcome.done(
        search.found.isEmpty() ? "[nothing found]" : String.join("\n", search.found));
  }

  private static Pattern pattern(String text) throws Refused {
    try {
      return Pattern.compile(text);
    } catch (PatternSyntaxException wrong) {
      throw new Refused("the pattern is no regular expression: " + wrong.getDescription());
    }
  }

  private static PathMatcher matcher(String glob) throws Refused {
    try {
      return FileSystems.getDefault().getPathMatcher("glob:" + glob);
    } catch (IllegalArgumentException wrong) {
      throw new Refused("the glob is none: " + wrong.getMessage());
    }
  }

  /** A bound was reached; what was found stands. */
  private static final class Enough extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Enough(String message) {
      super(message, null, false, false);
    }
  }

  /** One search. */
  private final class Search {

    private final Pattern pattern;
    private final PathMatcher names;
    private final List<String> found = new ArrayList<>();
    private int files;
    private long bytes;
    private long steps;

    Search(Pattern pattern, PathMatcher names) {
      this.pattern = pattern;
      this.names = names;
    }

    void in(Place place, int depth) {
      List<Entry> entries;
      try {
        entries = tree.entries(place);
      } catch (Refused _) {
        // It is a file, or something that cannot be read and so has no matches.
        inFile(place);
        return;
      }
      for (Entry entry : entries) {
        List<String> path = new ArrayList<>(place.names());
        path.add(entry.name());
        Place inside = new Place(path);
        if (entry.kind() == 'd' && depth < DEEPEST && !PASSED_OVER.contains(entry.name())) {
          in(inside, depth + 1);
        } else if (entry.kind() == 'f' && entry.size() <= LARGEST_FILE && isNamed(inside)) {
          inFile(inside);
        }
      }
    }

    private boolean isNamed(Place place) {
      return names.matches(Path.of(place.toString())) || names.matches(Path.of(place.last()));
    }

    private void inFile(Place place) {
      byte[] content;
      try {
        content = tree.read(place);
      } catch (Refused _) {
        // What cannot be read has no matches.
        return;
      }
      bytes += content.length;
      if (++files > MOST_FILES || bytes > MOST_BYTES) {
        throw new Enough(files + " files were searched");
      }
      String text = new String(content, StandardCharsets.UTF_8);
      if (text.indexOf('\0') >= 0) {
        return;
      }
      int number = 0;
      for (String line : text.lines().toList()) {
        number++;
        if (matches(line)) {
          String shown = line.strip();
          found.add(
              place
                  + ":"
                  + number
                  + ": "
                  + (shown.length() > LONGEST_LINE
                      ? shown.substring(0, LONGEST_LINE) + "…"
                      : shown));
          if (found.size() >= MOST_MATCHES) {
            throw new Enough("only the first " + MOST_MATCHES + " matches are shown");
          }
        }
      }
    }

    private boolean matches(String line) {
      Matcher matcher = pattern.matcher(new Counted(line, 0, line.length()));
      try {
        return matcher.find();
      } catch (StackOverflowError _) {
        throw new Enough("the pattern is too complicated");
      }
    }

    /** A text that counts how often it is looked at. */
    private final class Counted implements CharSequence {

      private final String text;
      private final int from;
      private final int to;

      Counted(String text, int from, int to) {
        this.text = text;
        this.from = from;
        this.to = to;
      }

      @Override
      public char charAt(int index) {
        if (++steps > MOST_STEPS
            || ((steps & 0xfffff) == 0 && Thread.currentThread().isInterrupted())) {
          throw new Enough("the pattern takes too long");
        }
        return text.charAt(from + index);
      }

      @Override
      public int length() {
        return to - from;
      }

      @Override
      public CharSequence subSequence(int start, int end) {
        return new Counted(text, from + start, from + end);
      }

      @Override
      public String toString() {
        return text.substring(from, to);
      }
    }
  }
}
