package dev.tercet.server.door.lsp.language;

import dev.tercet.server.template.PresetRoles;
import dev.tercet.server.template.Template;
import dev.tercet.server.workflow.PresetName;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Templates as they were understood, each version of a text read once. Any thread. */
final class Templates {

  private static final int MOST_REMEMBERED = 32;

  private final Places places;
  private final SettingsAround settings;
  private final Map<String, Parsed> parsed = new ConcurrentHashMap<>();

  private record Parsed(Document document, PresetRoles roles, Template template) {}

  Templates(Places places, SettingsAround settings) {
    this.places = places;
    this.settings = settings;
  }

  Template of(Document document) {
    PresetRoles roles = roles(document);
    Parsed known = parsed.get(document.uri());
    if (known != null && known.document.equals(document) && known.roles.equals(roles)) {
      return known.template;
    }
    Template template = Template.parse(name(document), document.value(), roles);
    if (parsed.size() >= MOST_REMEMBERED) {
      parsed.clear();
    }
    parsed.put(document.uri(), new Parsed(document, roles, template));
    return template;
  }

  PresetRoles roles(Document document) {
    return settings.roles(root(document));
  }

  /** What a preset is, in words; empty for none that is known. */
  Optional<String> preset(Document document, String name) {
    try {
      PresetName preset = new PresetName(name);
      return settings
          .settings(root(document))
          .preset(preset)
          .map(
              found ->
                  "`%s`: %s%s%s (%s)"
                      .formatted(
                          name,
                          TemplateWords.word(found.value().role()),
                          found.value().agent() == null ? "" : ", agent " + found.value().agent(),
                          found.value().model() == null ? "" : ", model " + found.value().model(),
                          found.origin()));
    } catch (IllegalArgumentException noName) {
      return Optional.empty();
    }
  }

  @Nullable Path root(Document document) {
    return places.of(document) instanceof Place.Template(_, var root) ? root : null;
  }

  private String name(Document document) {
    return places.of(document) instanceof Place.Template(var name, _) ? name : "workflow";
  }
}
