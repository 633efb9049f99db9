package dev.tercet.server.template;

import dev.tercet.server.template.TemplateScanner.RawStep;
import dev.tercet.server.workflow.ArtifactName;
import dev.tercet.server.workflow.Condition;
import dev.tercet.server.workflow.Gate;
import dev.tercet.server.workflow.PresetName;
import dev.tercet.server.workflow.Role;
import dev.tercet.server.workflow.Step;
import dev.tercet.server.workflow.StepId;
import dev.tercet.server.workflow.StepLimits;
import dev.tercet.server.workflow.Verify;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A step while it is being read; mutable, confined to one parse. */
final class DraftStep {

  /** A file that the text names, and where. */
  record Mention(ArtifactName artifact, int start, int end) {}

  final RawStep raw;
  final StepId id;
  final List<Directive> directives = new ArrayList<>();
  final List<Mention> mentions = new ArrayList<>();
  final List<PresetName> agents = new ArrayList<>();
  final List<Condition> conditions = new ArrayList<>();
  final Set<ArtifactName> produces = new LinkedHashSet<>();
  final Set<ArtifactName> reads = new LinkedHashSet<>();

  /** Indices of steps. */
  final BitSet needs = new BitSet();

  @Nullable Role role;
  @Nullable Gate gate;
  @Nullable ArtifactName plan;
  Verify verify = new Verify.Inherit();
  @Nullable String run;
  @Nullable Integer rounds;
  @Nullable Integer retries;
  @Nullable Duration timeout;
  @Nullable BigDecimal budget;
  boolean fresh;
  String instructions = "";

  DraftStep(RawStep raw, StepId id) {
    this.raw = raw;
    this.id = id;
  }

  Optional<Directive> directive(Directive.Name name) {
    for (Directive directive : directives) {
      if (directive.known().orElse(null) == name) {
        return Optional.of(directive);
      }
    }
    return Optional.empty();
  }

  boolean says(Directive.Name name) {
    return directive(name).isPresent();
  }

  String quotedName() {
    return TemplateScanner.quoted(raw.name());
  }

  /** The finished step; only a template without errors has them, so the role is known. */
  Step finish(Role known, int line, List<StepId> needed) {
    return new Step(
        id,
        raw.name(),
        line,
        raw.done(),
        known,
        agents,
        gate == null ? new Gate.None() : gate,
        List.copyOf(produces),
        List.copyOf(reads),
        plan,
        verify,
        run,
        needed,
        conditions,
        new StepLimits(rounds, retries, timeout, budget),
        fresh,
        instructions);
  }
}
