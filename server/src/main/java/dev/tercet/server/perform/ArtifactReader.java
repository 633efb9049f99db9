package dev.tercet.server.perform;

import dev.tercet.server.git.Repository;
import dev.tercet.server.template.Diagnostic;
import dev.tercet.server.template.PlanItems;
import dev.tercet.server.template.Spec;
import dev.tercet.server.workflow.Artifact;
import dev.tercet.server.workflow.ArtifactName;
import dev.tercet.server.workflow.StepId;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Reads from an artifact's text what the rules need to know of it. */
final class ArtifactReader {

  private ArtifactReader() {}

  /**
   * The artifact with revision 0: the rules count. Its text is kept from now on: people are shown
   * it before any commit has it.
   */
  static Artifact read(Repository repository, StepId step, ArtifactName name, byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    List<String> items =
        PlanItems.of(text).stream()
            .filter(item -> !item.done())
            .map(PlanItems.PlanItem::text)
            .toList();
    boolean isSpec = name.value().equals("spec.md");
    Spec spec = isSpec ? Spec.parse(text) : null;
    return new Artifact(
        name,
        step,
        0,
        repository.objects().storeBlob(bytes),
        items,
        spec == null ? List.of() : spec.touches(),
        spec == null ? null : spec.verify(),
        spec == null ? List.of() : spec.diagnostics().stream().map(Diagnostic::message).toList());
  }
}
