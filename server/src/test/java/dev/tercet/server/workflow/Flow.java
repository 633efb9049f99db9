package dev.tercet.server.workflow;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Spells out a workflow step by step; each step needs all before it unless it says otherwise. What
 * is said about a step is said right after it.
 */
final class Flow {

  static final Policy NOTHING_VERIFIED =
      new Policy(
          null, null, null, 2, 3, Duration.ofMinutes(30), MergeStrategy.MERGE, true, true, false);
  static final Policy VERIFIED =
      new Policy(
          "npm ci",
          "make test",
          null,
          2,
          3,
          Duration.ofMinutes(30),
          MergeStrategy.MERGE,
          true,
          true,
          false);
  static final Policy SHARED =
      new Policy(
          null, null, null, 2, 3, Duration.ofMinutes(30), MergeStrategy.MERGE, true, true, true);

  private final List<Step> steps = new ArrayList<>();
  private String id = "";
  private Role role = Role.PLAN;
  private boolean ticked;
  private String command;
  private ArtifactName plan;
  private Gate gate = new Gate.None();
  private List<PresetName> agents = List.of();
  private List<ArtifactName> produces = List.of();
  private List<StepId> needs = List.of();
  private List<Condition> conditions = List.of();
  private Verify verify = new Verify.Inherit();

  /** Plan with approval, build, review by three. */
  static Workflow threeSteps() {
    return new Flow().plan("spec").build("build").review("review", "opus", "gpt", "gemini").end();
  }

  static Workflow buildOnly() {
    return new Flow().build("build").end();
  }

  Flow plan(String name) {
    return begin(name, Role.PLAN, "planner")
        .producing("spec.md")
        .gate(new Gate.Approve(name("spec.md")));
  }

  Flow build(String name) {
    return begin(name, Role.BUILD, "builder");
  }

  Flow review(String name, String... presets) {
    return begin(name, Role.REVIEW, presets).producing(name + ".md").gate(new Gate.Findings());
  }

  Flow check(String name) {
    begin(name, Role.CHECK);
    command = "make lint";
    return this;
  }

  Flow needs(String... ids) {
    needs = Stream.of(ids).map(StepId::new).toList();
    return this;
  }

  Flow when(Condition condition) {
    conditions = List.of(condition);
    return this;
  }

  Flow gate(Gate next) {
    gate = next;
    return this;
  }

  Flow producing(String... names) {
    produces = Stream.of(names).map(Flow::name).toList();
    return this;
  }

  Flow planned(String name) {
    plan = name(name);
    return this;
  }

  Flow verify(Verify next) {
    verify = next;
    return this;
  }

  Flow byNobody() {
    agents = List.of();
    command = null;
    return this;
  }

  Flow ticked() {
    ticked = true;
    return this;
  }

  Workflow end() {
    flush();
    return new Workflow("test", "Test", "", WorkflowConfig.SILENT, steps);
  }

  static ArtifactName name(String value) {
    return new ArtifactName(value);
  }

  private Flow begin(String name, Role next, String... presets) {
    flush();
    id = name;
    role = next;
    ticked = false;
    command = null;
    plan = null;
    gate = new Gate.None();
    agents = Stream.of(presets).map(PresetName::new).toList();
    produces = List.of();
    needs = steps.stream().map(Step::id).toList();
    conditions = List.of();
    verify = new Verify.Inherit();
    return this;
  }

  private void flush() {
    if (id.isEmpty()) {
      return;
    }
    steps.add(
        new Step(
            new StepId(id),
            id,
            steps.size() + 1,
            ticked,
            role,
            agents,
            gate,
            produces,
            List.of(),
            plan,
            verify,
            command,
            needs,
            conditions,
            StepLimits.SILENT,
            false,
            "Do " + id));
  }
}
