package dev.tercet.protocol;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A ticket on its way to becoming a task.
 *
 * @param title one line, 1 to 500 characters
 * @param repository absolute path of a folder in the repository
 * @param description what is wanted, Markdown; up to 256 Ki characters
 * @param workflow name of a workflow, or the absolute path of a template; null is the repository's
 *     default
 * @param base revision to start from; null is the default of design and settings
 * @param target local branch that it is merged into; null is the branch that the base belongs to
 * @param labels words that conditions of steps look at
 * @param presets name of a step or of a preset in the workflow, and the preset that takes its place
 * @param script absolute path of a script; every preset then becomes a scripted agent that plays it
 * @param verify shell command that checks a build; null lets workflow, settings or spec say it
 * @param key makes a repeated request harmless: same key and content, same task
 * @param trust whether what the repository's own files make run is trusted by this request, instead
 *     of being asked for; null is no
 */
public record CreateTask(
    String title,
    String repository,
    @Nullable String description,
    @Nullable String workflow,
    @Nullable String base,
    @Nullable String target,
    @Nullable Delivery delivery,
    @Nullable List<String> labels,
    @Nullable Map<String, String> presets,
    @Nullable String script,
    @Nullable String verify,
    @Nullable String key,
    @Nullable Boolean trust) {
  public CreateTask {
    labels = labels == null ? null : List.copyOf(labels);
    presets = presets == null ? null : Map.copyOf(presets);
  }

  /** A ticket whose repository has nothing trusted by the request itself. */
  public CreateTask(
      String title,
      String repository,
      @Nullable String description,
      @Nullable String workflow,
      @Nullable String base,
      @Nullable String target,
      @Nullable Delivery delivery,
      @Nullable List<String> labels,
      @Nullable Map<String, String> presets,
      @Nullable String script,
      @Nullable String verify,
      @Nullable String key) {
    this(
        title,
        repository,
        description,
        workflow,
        base,
        target,
        delivery,
        labels,
        presets,
        script,
        verify,
        key,
        null);
  }
}
