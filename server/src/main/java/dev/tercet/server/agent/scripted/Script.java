package dev.tercet.server.agent.scripted;

import dev.tercet.server.agent.SessionRequest;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a scripted agent does, for every run that it may be asked to do. Immutable.
 *
 * <p>The format is described in {@code docs/scripted-agent.md}.
 */
public final class Script {

  /** A script longer than this, in bytes, is refused: it is not a script. */
  public static final long LONGEST = 16_000_000;

  private final String name;
  private final List<Section> sections;

  private Script(String name, List<Section> sections) {
    this.name = name;
    this.sections = List.copyOf(sections);
  }

  /**
   * The script in the file.
   *
   * @throws ScriptException when it is not there, not readable or not a script
   */
  public static Script read(Path file) {
    return parse(file.toString(), text(file));
  }

  /**
   * The script in the text; {@code name} is what errors call it.
   *
   * @throws ScriptException with every problem, when there is one
   */
  public static Script parse(String name, String text) {
    ScriptParser parser = new ScriptParser(text);
    List<Section> sections = parser.sections();
    if (!parser.problems().isEmpty()) {
      throw new ScriptException(name, parser.problems());
    }
    return new Script(name, sections);
  }

  /** Everything that is wrong in the text; empty when it can be played. */
  public static List<ScriptProblem> check(String text) {
    ScriptParser parser = new ScriptParser(text);
    parser.sections();
    return parser.problems();
  }

  String name() {
    return name;
  }

  /** The first section that is for this run. */
  Optional<Section> section(SessionRequest request) {
    return sections.stream().filter(section -> section.selector().fits(request)).findFirst();
  }

  /** The sections that could have been played by the run that this one continues. */
  List<Section> sectionsOfAnyAttempt(SessionRequest request) {
    return sections.stream()
        .filter(section -> section.selector().fitsApartFromAttempt(request))
        .toList();
  }

  private static String text(Path file) {
    try {
      if (Files.size(file) > LONGEST) {
        throw unreadable(file, "it is longer than 16 MB", "split it into one script per task");
      }
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (NoSuchFileException _) {
      throw unreadable(file, "there is no such script", "name a file that exists");
    } catch (CharacterCodingException _) {
      throw unreadable(file, "it is not UTF-8 text", "save it as UTF-8");
    } catch (IOException failure) {
      throw unreadable(file, "it cannot be read: " + failure, "make it readable");
    }
  }

  private static ScriptException unreadable(Path file, String message, String mend) {
    return new ScriptException(file.toString(), List.of(new ScriptProblem(1, message, mend)));
  }
}
