package dev.tercet.server.door.lsp.language;

import dev.tercet.protocol.TercetServer;
import dev.tercet.server.app.Editing;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * What belongs to one editor from {@code initialize} on.
 *
 * @param server the task protocol, by which every command is given
 * @param folders that the editor has open, in its order
 */
record Session(
    EditorClient client,
    Abilities abilities,
    Editing editing,
    TercetServer server,
    Documents documents,
    Places places,
    SettingsAround settings,
    Sightings sightings,
    Languages languages,
    List<Path> folders) {

  static Session open(
      EditorClient client,
      Abilities abilities,
      Editing editing,
      TercetServer server,
      List<Path> folders) {
    Documents documents = new Documents(abilities.encoding());
    Places places = new Places(editing);
    SettingsAround settings = new SettingsAround(documents, editing);
    Templates templates = new Templates(places, settings);
    Sightings sightings = new Sightings(places, editing);
    Languages languages =
        new Languages(
            places,
            new TemplateLanguage(templates, abilities.snippets()),
            new SettingsLanguage(places, settings),
            new TaskFileLanguage(places, editing),
            new PageLanguage(editing),
            new CodeLanguage(sightings, documents));
    return new Session(
        client,
        abilities,
        editing,
        server,
        documents,
        places,
        settings,
        sightings,
        languages,
        new CopyOnWriteArrayList<>(folders));
  }
}
