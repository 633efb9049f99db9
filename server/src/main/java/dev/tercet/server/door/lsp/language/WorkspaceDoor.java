package dev.tercet.server.door.lsp.language;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.eclipse.lsp4j.DidChangeConfigurationParams;
import org.eclipse.lsp4j.DidChangeWatchedFilesParams;
import org.eclipse.lsp4j.DidChangeWorkspaceFoldersParams;
import org.eclipse.lsp4j.ExecuteCommandParams;
import org.eclipse.lsp4j.WorkspaceDiagnosticParams;
import org.eclipse.lsp4j.WorkspaceDiagnosticReport;
import org.eclipse.lsp4j.WorkspaceFolder;
import org.jspecify.annotations.Nullable;

/** {@code workspace}. */
final class WorkspaceDoor implements WorkspaceMethods {

  private final LanguageDoor door;

  WorkspaceDoor(LanguageDoor door) {
    this.door = door;
  }

  @Override
  public CompletableFuture<@Nullable Object> executeCommand(ExecuteCommandParams params) {
    return door.ask(
        now ->
            door.calls()
                .attend(
                    () ->
                        now.commands()
                            .execute(
                                params.getCommand(),
                                params.getArguments(),
                                params.getWorkDoneToken())));
  }

  @Override
  public CompletableFuture<WorkspaceDiagnosticReport> diagnostic(WorkspaceDiagnosticParams params) {
    return door.ask(
        now -> door.calls().answer(() -> new WorkspaceDiagnosticReport(now.news().everywhere())));
  }

  @Override
  public void didChangeConfiguration(DidChangeConfigurationParams params) {}

  @Override
  public void didChangeWatchedFiles(DidChangeWatchedFilesParams params) {
    door.tell(now -> now.news().changedOutside());
  }

  @Override
  public void didChangeWorkspaceFolders(DidChangeWorkspaceFoldersParams params) {
    door.tell(
        now -> {
          List<Path> folders = now.session().folders();
          folders.removeAll(paths(params.getEvent().getRemoved()));
          paths(params.getEvent().getAdded()).stream()
              .filter(folder -> !folders.contains(folder))
              .forEach(folders::add);
          now.news().changedOutside();
        });
  }

  private static List<Path> paths(List<WorkspaceFolder> folders) {
    return folders.stream()
        .map(folder -> Uris.path(folder.getUri()))
        .filter(Objects::nonNull)
        .toList();
  }
}
