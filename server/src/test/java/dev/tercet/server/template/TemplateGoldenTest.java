package dev.tercet.server.template;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tercet.server.workflow.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is understood of whole files; {@code UPDATE_GOLDEN=1} rewrites what is expected. */
class TemplateGoldenTest {

  private static final Path FOLDER =
      Path.of(System.getProperty("basedir", "."), "src/test/resources/templates");

  static List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".md"))
          .sorted()
          .toList();
    }
  }

  static List<String> builtIns() {
    return BuiltInWorkflows.names();
  }

  @ParameterizedTest
  @MethodSource("files")
  void reads_a_file_as_expected(String name) throws IOException {
    Path golden = FOLDER.resolve(name.replace(".md", ".txt"));
    Template template =
        Template.parse(
            name.replace(".md", ""),
            Files.readString(FOLDER.resolve(name)),
            PresetRoles.PREDEFINED);
    String rendered = render(template);
    if ("1".equals(System.getenv("UPDATE_GOLDEN"))) {
      Files.writeString(golden, rendered);
    }
    assertThat(rendered).isEqualTo(Files.readString(golden));
  }

  @ParameterizedTest
  @MethodSource("builtIns")
  void a_built_in_workflow_has_nothing_to_complain_about(String name) {
    Template template = Template.parse(name, BuiltInWorkflows.text(name), PresetRoles.PREDEFINED);
    assertThat(template.diagnostics()).isEmpty();
    assertThat(template.workflow()).isPresent();
    assertThat(BuiltInWorkflows.title(name)).isNotEqualTo(name);
  }

  private static String render(Template template) {
    StringBuilder out = new StringBuilder();
    out.append("title: ").append(template.title()).append('\n');
    out.append("artifacts: \"").append(template.artifactsPath()).append("\"\n");
    template.workflow().ifPresent(flow -> out.append(flow.config()).append('\n'));
    for (Heading heading : template.headings()) {
      out.append(heading.kind()).append(' ').append(heading.nameRange()).append(' ');
      out.append(heading.name()).append('\n');
    }
    for (StepOutline step : template.steps()) {
      out.append("\n# ").append(step.line()).append(' ').append(step.id());
      out.append(step.done() ? " done " : " ").append(step.role()).append(' ');
      out.append(step.agents()).append(' ').append(step.gate()).append('\n');
      out.append("  writes ").append(step.produces()).append(" reads ").append(step.reads());
      out.append('\n');
    }
    for (Step step : template.workflow().map(flow -> flow.steps()).orElse(List.of())) {
      out.append("\n## ").append(step.name()).append('\n');
      out.append("needs ").append(step.needs()).append(" when ").append(step.conditions());
      out.append("\nplan ").append(step.plan()).append(' ').append(step.verify());
      out.append(" run ").append(step.run()).append(" fresh ").append(step.fresh()).append('\n');
      out.append(step.limits()).append('\n');
      step.instructions().lines().forEach(line -> out.append("  | ").append(line).append('\n'));
    }
    out.append('\n');
    for (Diagnostic problem : template.diagnostics()) {
      out.append(problem.range()).append(' ').append(problem.severity()).append(' ');
      out.append(problem.code()).append(": ").append(problem.message()).append('\n');
      problem.fixes().forEach(fix -> out.append("  fix: ").append(fix.title()).append('\n'));
    }
    return out.toString();
  }
}
