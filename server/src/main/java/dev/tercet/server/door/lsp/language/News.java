package dev.tercet.server.door.lsp.language;

import dev.tercet.server.door.lsp.link.Calls;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.eclipse.lsp4j.Diagnostic;
import org.eclipse.lsp4j.DidChangeWatchedFilesRegistrationOptions;
import org.eclipse.lsp4j.FileSystemWatcher;
import org.eclipse.lsp4j.PublishDiagnosticsParams;
import org.eclipse.lsp4j.Registration;
import org.eclipse.lsp4j.RegistrationParams;
import org.eclipse.lsp4j.WorkspaceDocumentDiagnosticReport;
import org.eclipse.lsp4j.WorkspaceFullDocumentDiagnosticReport;
import org.eclipse.lsp4j.jsonrpc.messages.Either;

/**
 * Tells an editor what it did not ask for: diagnostics of what is open, and that lenses and
 * diagnostics are others now because a task went on.
 *
 * <p>Of a document that changes quickly only the newest version is looked at; news of tasks is
 * gathered while the news before is being told.
 */
final class News implements AutoCloseable {

  private final Session session;
  private final Calls calls;
  private final Progress progress;
  private final Map<String, Integer> wanted = new ConcurrentHashMap<>();
  private final AtomicBoolean stale = new AtomicBoolean();

  /** Held while diagnostics are handed over, so that none come after the word that it is closed. */
  private final Object telling = new Object();

  private volatile boolean closed;

  News(Session session, Calls calls, Progress progress) {
    this.session = session;
    this.calls = calls;
    this.progress = progress;
  }

  /** From now on tasks are heard of, and files that others change. */
  void start() {
    session
        .editing()
        .watch(
            task -> {
              session.editing().task(task).ifPresent(progress::changed);
              tasksChanged();
            });
    if (session.abilities().registersWatchers()) {
      List<FileSystemWatcher> watchers =
          Stream.of(
                  "**/.tercet/workflows/*.md",
                  "**/.zenflow/workflows/*.md",
                  "**/.tercet/settings.json",
                  "**/.zenflow/settings.json",
                  "**/.tercet/tasks/**")
              .map(glob -> new FileSystemWatcher(Either.forLeft(glob)))
              .toList();
      Registration registration =
          new Registration(
              "tercet-files",
              "workspace/didChangeWatchedFiles",
              new DidChangeWatchedFilesRegistrationOptions(watchers));
      var _ = session.client().registerCapability(new RegistrationParams(List.of(registration)));
    }
  }

  /** A document was opened or changed. */
  void changed(Document document) {
    publish(document);
    if (session.places().of(document) instanceof Place.SettingsFile) {
      session.documents().open().stream()
          .filter(other -> session.places().of(other) instanceof Place.Template)
          .forEach(this::publish);
    }
  }

  void saved(String uri) {
    session.documents().open(uri).ifPresent(this::changed);
  }

  void closed(String uri) {
    wanted.remove(uri);
    if (!session.abilities().pulls()) {
      synchronized (telling) {
        session.client().publishDiagnostics(new PublishDiagnosticsParams(uri, List.of()));
      }
    }
  }

  /** Files changed behind the editor's back. */
  void changedOutside() {
    tasksChanged();
  }

  /** One look at a time for each document; what came in the meantime is looked at next. */
  private void publish(Document document) {
    if (session.abilities().pulls() || closed) {
      return;
    }
    if (wanted.merge(document.uri(), 1, Integer::sum) == 1) {
      var _ = calls.answer(() -> look(document.uri()));
    }
  }

  private boolean look(String uri) {
    boolean again = true;
    while (again && !closed) {
      int seen = wanted.getOrDefault(uri, 0);
      Optional<Document> newest = session.documents().open(uri);
      newest.ifPresent(this::tell);
      again =
          newest.isPresent()
              && wanted.computeIfPresent(uri, (_, now) -> now == seen ? null : 1) != null;
    }
    return true;
  }

  private void tell(Document document) {
    List<Diagnostic> diagnostics = session.languages().of(document).diagnostics(document);
    synchronized (telling) {
      if (session.documents().open(document.uri()).isPresent()) {
        session
            .client()
            .publishDiagnostics(
                new PublishDiagnosticsParams(document.uri(), diagnostics, document.version()));
      }
    }
  }

  private void tasksChanged() {
    if (!closed && stale.compareAndSet(false, true)) {
      var _ = calls.answer(this::refresh);
    }
  }

  private boolean refresh() {
    stale.set(false);
    session.documents().open().forEach(this::publish);
    if (session.abilities().refreshesLenses()) {
      var _ = session.client().refreshLenses();
    }
    if (session.abilities().pulls()) {
      var _ = session.client().refreshDiagnostics();
    }
    return true;
  }

  /**
   * The diagnostics of everything of ours in the editor's folders, of the code that reviewers speak
   * of there, and of what is open.
   */
  List<WorkspaceDocumentDiagnosticReport> everywhere() {
    Set<String> seen = new LinkedHashSet<>();
    List<WorkspaceDocumentDiagnosticReport> reports = new ArrayList<>();
    for (Document document : session.documents().open()) {
      report(document, seen, reports);
    }
    for (Path folder : session.folders()) {
      Stream.concat(Ours.in(folder).stream(), session.sightings().files(folder).stream())
          .flatMap(file -> session.documents().find(file).stream())
          .forEach(document -> report(document, seen, reports));
    }
    return reports;
  }

  private void report(
      Document document, Set<String> seen, List<WorkspaceDocumentDiagnosticReport> reports) {
    if (seen.add(document.path() == null ? document.uri() : document.path().toString())) {
      reports.add(
          new WorkspaceDocumentDiagnosticReport(
              new WorkspaceFullDocumentDiagnosticReport(
                  session.languages().of(document).diagnostics(document),
                  document.uri(),
                  document.version())));
    }
  }

  @Override
  public void close() {
    closed = true;
    wanted.clear();
  }
}
