package dev.tercet.server.door.lsp.language;

import dev.tercet.server.app.Editing;
import dev.tercet.server.review.Claim;
import dev.tercet.server.review.Cluster;
import dev.tercet.server.review.Finding;
import dev.tercet.server.review.LineMap;
import dev.tercet.server.review.LineMap.Stretch;
import dev.tercet.server.workflow.CommitId;
import dev.tercet.server.workflow.Task;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.eclipse.lsp4j.Location;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.Range;
import org.jspecify.annotations.Nullable;

/**
 * Finds what reviewers said about a file, and where it is by now.
 *
 * <p>A finding's lines count in the commit that its reviewer saw. From there they are followed into
 * the text that the editor has: of the task's own worktree, or of the main checkout, where a file
 * may still have the name that the task took from it.
 */
final class Sightings {

  private static final int MOST_REMEMBERED = 64;
  private static final int MOST_FILES = 500;

  private final Places places;
  private final Editing editing;
  private final Map<Versions, Compared> compared = new ConcurrentHashMap<>();

  /** A document and a text that it was. */
  private record Versions(String uri, String before) {}

  /** Their last comparison. */
  private record Compared(Document document, LineMap map) {}

  Sightings(Places places, Editing editing) {
    this.places = places;
    this.editing = editing;
  }

  List<Sighting> in(Document document) {
    Path path = document.path();
    if (path == null) {
      return List.of();
    }
    Optional<Task> owner = places.worktreeOf(path);
    if (owner.isPresent()) {
      Task task = owner.get();
      Path root = Path.of(String.valueOf(task.workspace().path()));
      return of(document, task, slashed(root.relativize(path)), true);
    }
    List<Sighting> sightings = new ArrayList<>();
    for (Task task : places.tasksAround(path)) {
      if (isLive(task)) {
        Path root = Path.of(task.charter().repository());
        sightings.addAll(of(document, task, slashed(root.relativize(path)), false));
      }
    }
    return sightings;
  }

  private static String slashed(Path path) {
    return path.toString().replace('\\', '/');
  }

  private static boolean isLive(Task task) {
    return switch (task.phase()) {
      case PREPARING, ACTIVE, MERGING, PUBLISHED -> true;
      case QUEUED, MERGED, UNDOING, ABANDONED, DELETED -> false;
    };
  }

  private List<Sighting> of(Document document, Task task, String path, boolean inWorktree) {
    List<Sighting> sightings = new ArrayList<>();
    for (Cluster cluster : task.board().clusters()) {
      if (isShown(cluster)) {
        List<Finding> all = task.board().findings(cluster);
        all.stream()
            .filter(finding -> speaksOf(task, finding, path, inWorktree))
            .findFirst()
            .ifPresent(first -> sightings.add(sighting(document, task, cluster, first, all)));
      }
    }
    return sightings;
  }

  /** What is judged and mended is no news in the code. */
  private static boolean isShown(Cluster cluster) {
    return switch (cluster.standing()) {
      case OPEN, ACCEPTED, STILL_THERE, MOVED -> true;
      case DISMISSED, FOLDED, FIXED -> false;
    };
  }

  private boolean speaksOf(Task task, Finding finding, String path, boolean inWorktree) {
    String file = file(finding);
    if (file == null) {
      return false;
    }
    return file.equals(path)
        || moved(task, finding, file, inWorktree).filter(path::equals).isPresent();
  }

  /**
   * What a finding's file is called elsewhere, where that is something else: in the worktree as it
   * is by now, in the main checkout as the task took it from there.
   */
  private Optional<String> moved(Task task, Finding finding, String file, boolean inWorktree) {
    Optional<CommitId> anchor = editing.anchor(task, finding.id());
    if (anchor.isEmpty()) {
      return Optional.empty();
    }
    return inWorktree
        ? editing.moves(task, anchor.get(), task.workspace().head()).stream()
            .filter(move -> move.from().equals(file))
            .map(Editing.Move::to)
            .findFirst()
        : editing.moves(task, task.charter().base(), anchor.get()).stream()
            .filter(move -> move.to().equals(file))
            .map(Editing.Move::from)
            .findFirst();
  }

  private static @Nullable String file(Finding finding) {
    String file = finding.claim().file();
    return file != null && file.startsWith("./") ? file.substring(2) : file;
  }

  private Sighting sighting(
      Document document, Task task, Cluster cluster, Finding first, List<Finding> all) {
    List<Finding> ordered =
        Stream.concat(Stream.of(first), all.stream().filter(one -> !one.equals(first))).toList();
    Stretch stretch = stretch(document, task, first);
    Text text = document.text();
    return new Sighting(task, cluster, ordered, range(text, stretch), stretch.survives());
  }

  private static Range range(Text text, Stretch stretch) {
    int start = Math.clamp(stretch.start() - 1, 0, text.lines() - 1);
    int end = Math.clamp(stretch.end() - 1, start, text.lines() - 1);
    return text.range(indented(text, start), text.end(end));
  }

  /** Where another of a sighting's findings is: followed in this document, as said elsewhere. */
  Location place(Document document, Sighting sighting, Finding other) {
    String file = file(other);
    Path here = document.path();
    if (file == null || here == null || file.equals(file(sighting.first()))) {
      Stretch stretch = stretch(document, sighting.task(), file == null ? sighting.first() : other);
      return new Location(document.uri(), range(document.text(), stretch));
    }
    String worktree = sighting.task().workspace().path();
    Path root =
        worktree != null && here.startsWith(Path.of(worktree))
            ? Path.of(worktree)
            : Path.of(sighting.task().charter().repository());
    Integer start = other.claim().startLine();
    int line = start == null ? 0 : start - 1;
    Position place = new Position(line, 0);
    return new Location(Uris.of(root.resolve(file).normalize()), new Range(place, place));
  }

  /** The files below a folder that reviewers speak of, as they are called there. */
  Set<Path> files(Path folder) {
    Set<Path> files = new LinkedHashSet<>();
    editing.tasks().filter(Sightings::isLive).forEach(task -> files(task, folder, files));
    return files;
  }

  private void files(Task task, Path folder, Set<Path> files) {
    String worktree = task.workspace().path();
    boolean inWorktree = worktree != null && folder.startsWith(Path.of(worktree));
    Path root = Path.of(inWorktree ? String.valueOf(worktree) : task.charter().repository());
    task.board().clusters().stream()
        .filter(Sightings::isShown)
        .flatMap(cluster -> task.board().findings(cluster).stream())
        .flatMap(finding -> named(task, finding, inWorktree))
        .map(name -> root.resolve(name).normalize())
        .filter(file -> file.startsWith(root) && file.startsWith(folder))
        .filter(Files::isRegularFile)
        .limit(MOST_FILES)
        .forEach(files::add);
  }

  private Stream<String> named(Task task, Finding finding, boolean inWorktree) {
    String file = file(finding);
    return file == null
        ? Stream.empty()
        : Stream.concat(Stream.of(file), moved(task, finding, file, inWorktree).stream());
  }

  /** Where the line's own text begins. */
  private static int indented(Text text, int line) {
    int at = text.start(line);
    while (at < text.end(line) && Character.isWhitespace(text.value().charAt(at))) {
      at++;
    }
    return at == text.end(line) ? text.start(line) : at;
  }

  private Stretch stretch(Document document, Task task, Finding finding) {
    Claim claim = finding.claim();
    Integer start = claim.startLine();
    if (start == null) {
      return new Stretch(1, 1, true);
    }
    Integer last = claim.endLine();
    int end = last == null ? start : Math.max(start, last);
    Optional<CommitId> commit = editing.anchor(task, finding.id());
    String file = file(finding);
    Optional<String> before =
        commit.isEmpty() || file == null
            ? Optional.empty()
            : editing.file(task, commit.get(), file);
    return before
        .map(text -> map(document, text).stretch(start, end))
        .orElseGet(() -> new Stretch(start, end, true));
  }

  private LineMap map(Document document, String before) {
    Versions versions = new Versions(document.uri(), before);
    Compared known = compared.get(versions);
    if (known != null && known.document.equals(document)) {
      return known.map;
    }
    LineMap map = LineMap.of(before.lines().toList(), document.value().lines().toList());
    if (compared.size() >= MOST_REMEMBERED) {
      compared.clear();
    }
    compared.put(versions, new Compared(document, map));
    return map;
  }
}
