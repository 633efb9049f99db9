package dev.tercet.server.app;

import dev.tercet.protocol.ChangedFile;
import dev.tercet.server.git.FileChange;
import dev.tercet.server.git.Repository;
import dev.tercet.server.workflow.CommitId;
import java.util.List;

/** The files that differ between two commits, as clients see them: without artifacts. */
final class Changes {

  private Changes() {}

  static List<ChangedFile> between(Repository repository, CommitId from, CommitId to) {
    return repository.diffs().changes(from, to).stream()
        .filter(change -> !change.path().startsWith(".tercet/tasks/"))
        .map(Changes::file)
        .toList();
  }

  private static ChangedFile file(FileChange change) {
    return new ChangedFile(
        change.path(),
        switch (change.kind()) {
          case ADDED, COPIED -> ChangedFile.Status.ADDED;
          case MODIFIED -> ChangedFile.Status.MODIFIED;
          case TYPE_CHANGED -> ChangedFile.Status.TYPE_CHANGED;
          case DELETED -> ChangedFile.Status.DELETED;
          case RENAMED -> ChangedFile.Status.RENAMED;
        },
        change.added().isPresent() ? change.added().getAsInt() : null,
        change.removed().isPresent() ? change.removed().getAsInt() : null,
        change.path().equals(change.oldPath()) ? null : change.oldPath());
  }
}
