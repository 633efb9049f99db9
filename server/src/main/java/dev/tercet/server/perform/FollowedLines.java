package dev.tercet.server.perform;

import dev.tercet.server.git.FileChange;
import dev.tercet.server.git.GitException;
import dev.tercet.server.git.Repository;
import dev.tercet.server.review.Claim;
import dev.tercet.server.review.Finding;
import dev.tercet.server.review.LineMap;
import dev.tercet.server.review.LineMap.Stretch;
import dev.tercet.server.review.Moved;
import dev.tercet.server.workflow.CommitId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Follows lines from one commit to a later one, through renames. Each file is compared once; what
 * is too large or not there is not followed.
 */
final class FollowedLines {

  private static final int MOST_FILE = 4 << 20;

  private final Repository repository;
  private final CommitId from;
  private final CommitId to;
  private final Map<String, String> renamed;
  private final Map<String, Optional<LineMap>> maps = new HashMap<>();

  FollowedLines(Repository repository, CommitId from, CommitId to) {
    this.repository = repository;
    this.from = from;
    this.to = to;
    this.renamed =
        repository.diffs().changes(from, to).stream()
            .filter(change -> change.kind() == FileChange.Kind.RENAMED)
            .collect(Collectors.toMap(FileChange::oldPath, FileChange::path, (one, _) -> one));
  }

  /** Where the lines are that the findings speak of; of those that name none, nothing. */
  List<Moved> of(List<Finding> findings) {
    return findings.stream().flatMap(finding -> moved(finding).stream()).toList();
  }

  private Optional<Moved> moved(Finding finding) {
    Claim claim = finding.claim();
    String file = claim.path();
    Integer start = claim.startLine();
    if (file == null || start == null || start < 1) {
      return Optional.empty();
    }
    Integer end = claim.endLine();
    String now = renamed.getOrDefault(file, file);
    return maps.computeIfAbsent(file, old -> map(old, now))
        .map(
            map -> {
              Stretch lines = map.stretch(start, end == null ? start : Math.max(start, end));
              return new Moved(finding.id(), now, lines.start(), lines.end());
            });
  }

  private Optional<LineMap> map(String before, String after) {
    try {
      Optional<String> old = repository.objects().readText(from, before, MOST_FILE);
      Optional<String> now = repository.objects().readText(to, after, MOST_FILE);
      return old.isEmpty() || now.isEmpty()
          ? Optional.empty()
          : Optional.of(LineMap.of(old.get().lines().toList(), now.get().lines().toList()));
    } catch (GitException tooLarge) {
      return Optional.empty();
    }
  }
}
