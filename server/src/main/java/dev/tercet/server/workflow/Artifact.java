package dev.tercet.server.workflow;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A file that a step produced, in its newest revision, with what the rules need to know of its
 * text.
 *
 * @param items the open checkboxes of its plan
 * @param touches globs that it says the change will write: the footprint
 * @param verify the command that it says checks the change
 * @param problems what its reader should know about its form, in words
 */
public record Artifact(
    ArtifactName name,
    StepId step,
    int revision,
    BlobId blob,
    List<String> items,
    List<String> touches,
    @Nullable String verify,
    List<String> problems) {

  public Artifact {
    items = List.copyOf(items);
    touches = List.copyOf(touches);
    problems = List.copyOf(problems);
  }

  public Shown shown() {
    return new Shown(name, revision, blob);
  }

  Artifact revised(int next) {
    return new Artifact(name, step, next, blob, items, touches, verify, problems);
  }
}
