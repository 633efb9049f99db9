package dev.tercet.server.door.lsp.language;

/** Which language speaks of which document. */
final class Languages {

  private final Places places;
  private final Language templates;
  private final Language taskFiles;
  private final Language silent = new Language() {};

  Languages(Places places, Language templates, Language taskFiles) {
    this.places = places;
    this.templates = templates;
    this.taskFiles = taskFiles;
  }

  Language of(Document document) {
    return switch (places.of(document)) {
      case Place.Template _ -> templates;
      case Place.TaskFile _ -> taskFiles;
      case Place.SettingsFile _, Place.Page _, Place.Code _ -> silent;
    };
  }
}
