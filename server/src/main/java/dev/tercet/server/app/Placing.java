package dev.tercet.server.app;

import dev.tercet.protocol.FindingPlace;
import dev.tercet.protocol.FindingPlaces;
import dev.tercet.protocol.PlaceFindings;
import dev.tercet.protocol.ProtocolError;
import dev.tercet.server.git.FileChange;
import dev.tercet.server.git.Repository;
import dev.tercet.server.review.Claim;
import dev.tercet.server.review.Finding;
import dev.tercet.server.review.LineMap;
import dev.tercet.server.review.LineMap.Stretch;
import dev.tercet.server.workflow.CommitId;
import dev.tercet.server.workflow.Task;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where the lines that reviewers spoke of are in another commit, or in a text that is open.
 *
 * <p>A finding's lines count in the commit that its reviewer saw; from there its file is followed
 * through renames, and its lines by {@link LineMap}.
 */
public final class Placing {

  private static final int MOST_FILE = 4 << 20;

  private final ReadModel model;
  private final Repositories repositories;

  public Placing(ReadModel model, Repositories repositories) {
    this.model = model;
    this.repositories = repositories;
  }

  public FindingPlaces place(PlaceFindings params) {
    Task task = model.named(params.task());
    if (params.text() != null && params.path() == null) {
      throw Denied.because(
          ProtocolError.REFUSED, "no-path", "a text needs the path of the file that holds it");
    }
    return Comparing.git(
        () -> {
          CommitId commit = repositories.commit(task, params.commit(), task.workspace().head());
          Look look = new Look(task, commit, params.path(), params.text());
          return new FindingPlaces(
              commit.value(),
              task.board().findings().stream().flatMap(finding -> look.at(finding)).toList());
        });
  }

  /** One request's look; each file is read and compared once. */
  private final class Look {

    private final Task task;
    private final Repository repository;
    private final CommitId commit;
    private final @Nullable String path;
    private final @Nullable String text;
    private final Map<FileAt, Optional<String>> files = new HashMap<>();
    private final Map<Span, Map<String, String>> renames = new HashMap<>();
    private final Map<FileAt, LineMap> maps = new HashMap<>();

    private record FileAt(CommitId commit, String path) {}

    private record Span(CommitId from, CommitId to) {}

    Look(Task task, CommitId commit, @Nullable String path, @Nullable String text) {
      this.task = task;
      this.repository = repositories.of(task);
      this.commit = commit;
      this.path = path;
      this.text = text;
    }

    Stream<FindingPlace> at(Finding finding) {
      String file = file(finding.claim());
      if (file == null) {
        return Stream.empty();
      }
      CommitId reviewed = model.anchor(task.id(), finding.id()).orElse(task.workspace().head());
      String now = name(file, reviewed);
      if (path != null && !path.equals(now)) {
        return Stream.empty();
      }
      return after(now).stream()
          .map(
              after -> {
                Stretch stretch = stretch(finding.claim(), new FileAt(reviewed, file), after);
                return new FindingPlace(
                    finding.id().value(), now, stretch.start(), stretch.end(), stretch.survives());
              });
    }

    private static @Nullable String file(Claim claim) {
      String file = claim.file();
      return file != null && file.startsWith("./") ? file.substring(2) : file;
    }

    /** What the file is called where it is looked for. */
    private String name(String file, CommitId reviewed) {
      if (path != null && text != null) {
        boolean taken = file.equals(renames(task.charter().base(), reviewed).get(path));
        return taken ? path : file;
      }
      String moved = renames(reviewed, commit).get(file);
      return moved == null ? file : moved;
    }

    private Map<String, String> renames(CommitId from, CommitId to) {
      return renames.computeIfAbsent(
          new Span(from, to),
          span -> {
            Map<String, String> names = new HashMap<>();
            if (!span.from.equals(span.to)) {
              repository.diffs().changes(span.from, span.to).stream()
                  .filter(change -> change.kind() == FileChange.Kind.RENAMED)
                  .forEach(change -> names.put(change.oldPath(), change.path()));
            }
            return names;
          });
    }

    private Optional<String> after(String name) {
      return text == null ? read(new FileAt(commit, name)) : Optional.of(text);
    }

    private Optional<String> read(FileAt at) {
      return files.computeIfAbsent(
          at,
          file ->
              Comparing.isInside(file.path)
                  ? repository.objects().readText(file.commit, file.path, MOST_FILE)
                  : Optional.empty());
    }

    private Stretch stretch(Claim claim, FileAt seen, String after) {
      Integer start = claim.startLine();
      if (start == null) {
        return new Stretch(1, 1, true);
      }
      Integer last = claim.endLine();
      LineMap map =
          maps.computeIfAbsent(
              seen,
              file ->
                  LineMap.of(read(file).orElse(after).lines().toList(), after.lines().toList()));
      return map.stretch(start, last == null ? start : Math.max(start, last));
    }
  }
}
