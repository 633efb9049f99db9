package dev.tercet.server.app;

import dev.tercet.server.agent.catalogue.AgentSpec;
import dev.tercet.server.agent.catalogue.InCage;
import dev.tercet.server.perform.Lodging;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a preset comes to: the program, its words, its family, its variables. */
record Resolved(
    AgentSpec spec,
    String label,
    String family,
    List<String> variables,
    InCage inCage,
    Lodging lodging,
    @Nullable Path script) {

  /** Used where the preset names none. */
  @Nullable String model() {
    return spec instanceof AgentSpec.Builtin(var builtin) ? builtin.model() : null;
  }

  static Resolved plain(AgentSpec spec, String label, String family, @Nullable Path script) {
    return new Resolved(spec, label, family, List.of(), InCage.NOTHING, Lodging.PLAIN, script);
  }
}
