package dev.tercet.server.agent.scripted;

import dev.tercet.server.agent.scripted.ScriptLines.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a script from top to bottom and goes on after a problem, so that all of them are named.
 * Used once, by one thread.
 */
final class ScriptParser {

  private final ScriptLines lines;
  private final List<Section> sections = new ArrayList<>();
  private final List<ScriptProblem> problems = new ArrayList<>();
  private @Nullable Open open;
  private boolean headless;

  /** The section that is being read. */
  private record Open(int line, Selector selector, List<Op> ops) {}

  ScriptParser(String text) {
    this.lines = new ScriptLines(text);
  }

  /** Every section; call {@link #problems} afterwards. */
  List<Section> sections() {
    for (Statement next = lines.statement(); next != null; next = lines.statement()) {
      try {
        read(next);
      } catch (ScriptFault fault) {
        problems.add(fault.problem());
      }
    }
    close();
    if (sections.isEmpty() && problems.isEmpty()) {
      problems.add(
          new ScriptProblem(1, "the script has no section", "begin one with a line `on any`"));
    }
    return sections;
  }

  List<ScriptProblem> problems() {
    return problems.stream().sorted(Comparator.comparingInt(ScriptProblem::line)).toList();
  }

  private void read(Statement statement) {
    if (statement.name().equals("on")) {
      close();
      headless = true;
      Selector selector = SelectorParser.parse(Arguments.of(statement, lines));
      headless = false;
      open = new Open(statement.line(), selector, new ArrayList<>());
      return;
    }
    Op op = OpParser.parse(statement, lines);
    Open section = open;
    if (section != null) {
      add(section, op);
    } else if (!headless) {
      throw new ScriptFault(
          statement.line(),
          "`" + statement.name() + "` stands before the first section",
          "put a line such as `on build` above it");
    }
  }

  private static void add(Open section, Op op) {
    if (!section.ops().isEmpty() && section.ops().getLast().endsTurn()) {
      throw new ScriptFault(
          op.line(),
          "this is never played: the turn ended in line " + section.ops().getLast().line(),
          "remove it, or begin another section with `on`");
    }
    section.ops().add(op);
  }

  private void close() {
    Open section = open;
    open = null;
    if (section == null) {
      return;
    }
    sections.stream()
        .filter(earlier -> earlier.selector().equals(section.selector()))
        .findFirst()
        .ifPresent(
            earlier ->
                problems.add(
                    new ScriptProblem(
                        section.line(),
                        "this section is never played: line " + earlier.line() + " is for the same",
                        "tell them apart, for example with pass= or item=")));
    sections.add(new Section(section.line(), section.selector(), section.ops()));
  }
}
