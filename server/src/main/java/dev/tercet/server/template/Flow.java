package dev.tercet.server.template;

import dev.tercet.server.template.Directive.Name;
import dev.tercet.server.template.DraftStep.Mention;
import dev.tercet.server.workflow.ArtifactName;
import dev.tercet.server.workflow.Gate;
import dev.tercet.server.workflow.Nearest;
import dev.tercet.server.workflow.Role;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Relates steps to each other: what each needs, reads, writes, and what is decided after it. */
final class Flow {

  private static final int MOST_COMMAS_IN_A_NAME = 3;

  private final SourceText source;
  private final Problems problems;
  private final List<DraftStep> steps;

  /** For each step the steps that are surely done before it starts. */
  private final List<BitSet> before = new ArrayList<>();

  /** The steps that write each file. */
  private final Map<ArtifactName, BitSet> writers = new HashMap<>();

  Flow(SourceText source, Problems problems, List<DraftStep> steps) {
    this.source = source;
    this.problems = problems;
    this.steps = steps;
  }

  void settle() {
    needs();
    List<Integer> order = order();
    for (int index : order) {
      BitSet needs = steps.get(index).needs;
      BitSet earlier = (BitSet) needs.clone();
      BitSet left = (BitSet) needs.clone();
      for (int need = left.length() - 1; need >= 0; need = left.length() - 1) {
        earlier.or(before.get(need)); // Mostly that is all the others.
        left.clear(need);
        left.andNot(before.get(need));
      }
      before.set(index, earlier);
    }
    for (int index = 0; index < steps.size(); index++) {
      for (ArtifactName file : steps.get(index).produces) {
        writes(index, file);
      }
    }
    order.forEach(this::artifacts);
    parallelProducers();
    for (int index = 0; index < steps.size(); index++) {
      reads(index);
      gate(steps.get(index));
    }
  }

  private void needs() {
    Map<String, List<Integer>> named = new HashMap<>();
    for (int i = 0; i < steps.size(); i++) {
      DraftStep step = steps.get(i);
      named.computeIfAbsent(key(step.raw.name()), _ -> new ArrayList<>()).add(i);
      named.computeIfAbsent(step.id.value(), _ -> new ArrayList<>()).add(i);
    }
    for (int i = 0; i < steps.size(); i++) {
      before.add(new BitSet());
      DraftStep step = steps.get(i);
      List<Directive> said =
          step.directives.stream()
              .filter(directive -> directive.known().equals(Optional.of(Name.NEEDS)))
              .filter(directive -> !directive.value().isEmpty())
              .toList();
      if (said.isEmpty()) {
        step.needs.set(0, i);
      }
      for (Directive directive : said) {
        resolve(i, directive, named);
      }
    }
  }

  private void writes(int index, ArtifactName file) {
    writers.computeIfAbsent(file, _ -> new BitSet()).set(index);
  }

  private void resolve(int index, Directive directive, Map<String, List<Integer>> named) {
    DraftStep step = steps.get(index);
    List<String> parts = DirectiveReader.parts(directive.value());
    for (int from = 0; from < parts.size(); ) {
      int to = Math.min(parts.size(), from + 1 + MOST_COMMAS_IN_A_NAME);
      while (to > from + 1 && !named.containsKey(key(String.join(", ", parts.subList(from, to))))) {
        to--;
      }
      String name = String.join(", ", parts.subList(from, to));
      List<Integer> found = named.getOrDefault(key(name), List.of());
      if (found.isEmpty()) {
        unknownStep(directive, name);
      } else if (found.contains(index) && found.stream().allMatch(one -> one == index)) {
        atValue(
            DiagnosticCode.NEEDS_CYCLE,
            directive,
            step.quotedName() + " needs itself, so it could never start; remove that");
      } else {
        found.stream().filter(one -> one != index).forEach(step.needs::set);
      }
      from = to;
    }
  }

  private void unknownStep(Directive directive, String name) {
    Set<String> names = new LinkedHashSet<>();
    steps.forEach(step -> names.add(step.raw.name()));
    Optional<String> nearest = Nearest.to(name, names);
    int value = directive.valueRange().start().offset();
    int at = value + Math.max(0, directive.value().indexOf(name));
    problems.report(
        DiagnosticCode.UNKNOWN_STEP,
        at,
        Math.min(at + name.length(), directive.valueRange().end().offset()),
        "no step is called "
            + TemplateScanner.quoted(name)
            + nearest.map(near -> "; did you mean \"" + near + "\"?").orElse(""),
        nearest
            .filter(_ -> directive.value().contains(name))
            .map(
                near -> new Fix[] {problems.replace("Write " + near, at, at + name.length(), near)})
            .orElse(new Fix[0]));
  }

  private static String key(String name) {
    return name.strip().toLowerCase(Locale.ROOT);
  }

  /** The steps in an order in which they may run; where they cannot, the text's order. */
  private List<Integer> order() {
    BitSet placed = new BitSet();
    List<Integer> order = new ArrayList<>();
    boolean moved = true;
    while (moved) {
      moved = false;
      for (int i = placed.nextClearBit(0); i < steps.size(); i = placed.nextClearBit(i + 1)) {
        if (isWithin(steps.get(i).needs, placed)) {
          placed.set(i);
          order.add(i);
          moved = true;
        }
      }
    }
    if (order.size() < steps.size()) {
      cycle(placed);
    }
    return order;
  }

  private static boolean isWithin(BitSet some, BitSet all) {
    BitSet outside = (BitSet) some.clone();
    outside.andNot(all);
    return outside.isEmpty();
  }

  private void cycle(BitSet placed) {
    int at = placed.nextClearBit(0);
    BitSet walked = new BitSet();
    while (!walked.get(at)) {
      walked.set(at);
      at = steps.get(at).needs.stream().filter(need -> !placed.get(need)).findFirst().orElse(at);
    }
    int first = at;
    StringBuilder path = new StringBuilder(steps.get(first).quotedName());
    int shown = 0;
    do {
      at = steps.get(at).needs.stream().filter(need -> !placed.get(need)).findFirst().orElse(first);
      path.append(" needs ").append(steps.get(at).quotedName());
    } while (at != first && ++shown < 10);
    DraftStep step = steps.get(first);
    problems.report(
        DiagnosticCode.NEEDS_CYCLE,
        step.raw.start(),
        step.raw.headingEnd(),
        "these steps wait for each other for ever: "
            + path
            + "; a step without \"needs\" needs all above it");
    for (int i = placed.nextClearBit(0); i < steps.size(); i = placed.nextClearBit(i + 1)) {
      steps.get(i).needs.clear();
    }
  }

  private void artifacts(int index) {
    DraftStep step = steps.get(index);
    boolean writes = step.role == Role.PLAN || step.role == Role.REVIEW;
    boolean infer = writes && !step.says(Name.PRODUCES);
    boolean readsSaid = step.says(Name.READS);
    for (Mention mention : step.mentions) {
      ArtifactName file = mention.artifact();
      boolean named = source.text().startsWith("{@artifacts_path}", mention.start());
      if (step.produces.contains(file)) {
        continue;
      }
      if (infer && named && !step.reads.contains(file) && !producedBefore(index, file)) {
        step.produces.add(file);
        writes(index, file);
      } else if (!readsSaid) {
        step.reads.add(file);
      }
    }
    if (step.plan != null) {
      step.reads.add(step.plan);
    }
  }

  private boolean producedBefore(int index, ArtifactName file) {
    BitSet writing = writers.get(file);
    return writing != null && writing.intersects(before.get(index));
  }

  private void parallelProducers() {
    Map<ArtifactName, List<Integer>> producers = new TreeMap<>();
    for (int i = 0; i < steps.size(); i++) {
      for (ArtifactName file : steps.get(i).produces) {
        List<Integer> known = producers.computeIfAbsent(file, _ -> new ArrayList<>());
        int late = i;
        known.stream()
            .filter(one -> !before.get(late).get(one) && !before.get(one).get(late))
            .findFirst()
            .ifPresent(one -> parallel(file, steps.get(late), steps.get(one)));
        known.add(i);
      }
    }
  }

  private void parallel(ArtifactName file, DraftStep step, DraftStep other) {
    at(
        step,
        file,
        DiagnosticCode.PARALLEL_PRODUCERS,
        step.quotedName()
            + " and "
            + other.quotedName()
            + " may run at the same time and both write "
            + file
            + "; rename one, or let one need the other");
  }

  private void reads(int index) {
    DraftStep step = steps.get(index);
    for (ArtifactName file : step.reads) {
      if (step.produces.contains(file) || producedBefore(index, file)) {
        continue;
      }
      if (writers.containsKey(file)) {
        at(
            step,
            file,
            DiagnosticCode.READ_TOO_EARLY,
            file
                + " may not be written yet when this step reads it; let it need the step that"
                + " writes it");
      } else {
        at(
            step,
            file,
            DiagnosticCode.UNPRODUCED_ARTIFACT,
            "no step writes "
                + file
                + "; unless it is there already, the agent is told that it is missing");
      }
    }
  }

  private void gate(DraftStep step) {
    Optional<Directive> said = step.directive(Name.GATE).filter(one -> !one.value().isEmpty());
    if (said.isPresent()) {
      written(step, said.get());
    } else if (step.role == Role.REVIEW) {
      step.gate = new Gate.Findings();
    } else if (step.role == Role.PLAN) {
      if (step.produces.isEmpty()) {
        nothingToApprove(step);
      } else {
        step.gate = new Gate.Approve(picked(step));
      }
    }
  }

  private void nothingToApprove(DraftStep step) {
    int insert = step.raw.bodyStart();
    boolean lastLine = source.position(insert).character() > 0;
    problems.report(
        DiagnosticCode.NO_ARTIFACT,
        step.raw.start(),
        step.raw.headingEnd(),
        step.quotedName()
            + " names no file under {@artifacts_path}/, so it leaves nothing for the others to"
            + " read and nobody approves anything",
        problems.replace(
            "Let it write spec.md",
            insert,
            insert,
            (lastLine ? source.lineBreak() : "")
                + "<!-- produces: spec.md -->"
                + source.lineBreak()));
  }

  private ArtifactName picked(DraftStep step) {
    ArtifactName spec = new ArtifactName("spec.md");
    ArtifactName picked = step.produces.contains(spec) ? spec : step.produces.iterator().next();
    if (step.produces.size() > 1) {
      problems.report(
          DiagnosticCode.GATE_PICKED,
          step.raw.start(),
          step.raw.headingEnd(),
          "this step writes several files and asks for approval of "
              + picked
              + "; say \"gate: approve FILE\" for another");
    }
    return picked;
  }

  private void written(DraftStep step, Directive directive) {
    String[] words = directive.value().split("\\s+", 2);
    switch (words[0].toLowerCase(Locale.ROOT)) {
      case "none" -> step.gate = new Gate.None();
      case "findings" -> {
        step.gate = new Gate.Findings();
        if (step.role != null && step.role != Role.REVIEW) {
          atValue(
              DiagnosticCode.GATE_NOT_FOR_ROLE,
              directive,
              "only a review step has findings to judge; say \"gate: approve FILE\" or \"none\"");
        }
      }
      case "approve" -> approve(step, directive, words.length == 2 ? words[1] : "");
      default ->
          atValue(DiagnosticCode.BAD_VALUE, directive, "a gate is approve FILE, findings or none");
    }
  }

  private void approve(DraftStep step, Directive directive, String words) {
    String bare = DirectiveReader.unquoted(words.strip());
    String name = bare.replaceFirst("^\\{@artifacts_path\\}/", "");
    if (name.isEmpty() && !step.produces.isEmpty()) {
      step.gate = new Gate.Approve(picked(step));
      return;
    }
    if (!StepText.isFileName(name)) {
      atValue(DiagnosticCode.BAD_VALUE, directive, "say which file is approved: approve spec.md");
      return;
    }
    ArtifactName file = new ArtifactName(name);
    step.gate = new Gate.Approve(file);
    if (step.produces.contains(file)) {
      return;
    }
    Optional<DraftStep> writer =
        steps.stream().filter(other -> other.produces.contains(file)).findFirst();
    int after = directive.comment().end().offset();
    problems.report(
        DiagnosticCode.GATE_WITHOUT_PRODUCER,
        directive.valueRange().start().offset(),
        directive.valueRange().end().offset(),
        writer
            .map(other -> "this step does not write " + file + ", " + other.quotedName() + " does")
            .orElse("no step writes " + file + ", so there is nothing to approve"),
        problems.replace(
            "Let this step write " + file,
            after,
            after,
            source.lineBreak() + "<!-- produces: " + file + " -->"));
  }

  private void atValue(DiagnosticCode code, Directive directive, String message) {
    problems.report(
        code,
        directive.valueRange().start().offset(),
        directive.valueRange().end().offset(),
        message);
  }

  /** Reports where the step names the file: in its text, in a directive, else at its heading. */
  private void at(DraftStep step, ArtifactName file, DiagnosticCode code, String message) {
    Map<Integer, Integer> places = new LinkedHashMap<>();
    step.mentions.stream()
        .filter(mention -> mention.artifact().equals(file))
        .forEach(mention -> places.putIfAbsent(mention.start(), mention.end()));
    for (Name name : List.of(Name.PRODUCES, Name.READS, Name.PLAN)) {
      step.directive(name)
          .filter(directive -> directive.value().contains(file.value()))
          .map(Directive::valueRange)
          .ifPresent(range -> places.putIfAbsent(range.start().offset(), range.end().offset()));
    }
    places.putIfAbsent(step.raw.start(), step.raw.headingEnd());
    Map.Entry<Integer, Integer> place = places.entrySet().iterator().next();
    problems.report(code, place.getKey(), place.getValue(), message);
  }
}
