package dev.tercet.server.door.lsp.language;

/**
 * Which language speaks of which document.
 *
 * @param code speaks of every file that is none of ours
 */
record Languages(
    Places places,
    Language templates,
    Language settings,
    Language taskFiles,
    Language pages,
    Language code) {

  Language of(Document document) {
    return switch (places.of(document)) {
      case Place.Template _ -> templates;
      case Place.SettingsFile _ -> settings;
      case Place.TaskFile _ -> taskFiles;
      case Place.Page _ -> pages;
      case Place.Code _ -> code;
    };
  }
}
