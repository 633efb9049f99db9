package dev.tercet.server.settings;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One file's values by dotted path; what is no setting has been reported. */
final class Flat {

  private final Map<String, Json> values = new HashMap<>();

  private final Origin origin;

  private Flat(Origin origin) {
    this.origin = origin;
  }

  static Flat of(SettingsFile file, Report report) {
    Flat flat = new Flat(file.origin());
    try {
      Json json = Json.parse(file.text());
      if (json instanceof Json.Fields(_, List<Json.Member> members)) {
        flat.collect("", members, report);
      } else {
        report.error(json.place(), "settings are an object: { … }, not " + json.kind());
      }
    } catch (Json.Malformed failure) {
      report.error(
          failure.place(),
          "this is no JSON, so nothing of the file counts: " + failure.getMessage());
    }
    return flat;
  }

  private void collect(String prefix, List<Json.Member> members, Report report) {
    List<String> known = Key.all().stream().map(Key::path).toList();
    for (Json.Member member : members) {
      String path = prefix + member.name();
      boolean group = known.stream().anyMatch(one -> one.startsWith(path + "."));
      if (known.contains(path)) {
        if (values.putIfAbsent(path, member.value()) != null) {
          report.warning(member.place(), "\"" + path + "\" is set twice; the first one holds");
        }
      } else if (group && member.value() instanceof Json.Fields(_, List<Json.Member> inner)) {
        collect(path + ".", inner, report);
      } else if (group) {
        report.error(member.place(), "\"" + path + "\" is an object: { … }");
      } else if (!path.equals("$schema")) {
        report.unknown(member.place(), path, known);
      }
    }
  }

  <T> Optional<T> read(Key<T> key, Report report) {
    @Nullable Json json = values.get(key.path());
    if (json != null && key.isUsers() && origin != Origin.USER) {
      report.warning(
          json.place(),
          "\"" + key.path() + "\" counts only in your own settings.json, not in a repository's");
      return Optional.empty();
    }
    return json == null ? Optional.empty() : key.shape().read(json, report);
  }
}
