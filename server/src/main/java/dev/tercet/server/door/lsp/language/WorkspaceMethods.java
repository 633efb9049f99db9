package dev.tercet.server.door.lsp.language;

import java.util.concurrent.CompletableFuture;
import org.eclipse.lsp4j.DidChangeConfigurationParams;
import org.eclipse.lsp4j.DidChangeWatchedFilesParams;
import org.eclipse.lsp4j.DidChangeWorkspaceFoldersParams;
import org.eclipse.lsp4j.ExecuteCommandParams;
import org.eclipse.lsp4j.WorkspaceDiagnosticParams;
import org.eclipse.lsp4j.WorkspaceDiagnosticReport;
import org.eclipse.lsp4j.jsonrpc.services.JsonNotification;
import org.eclipse.lsp4j.jsonrpc.services.JsonRequest;
import org.eclipse.lsp4j.jsonrpc.services.JsonSegment;
import org.jspecify.annotations.Nullable;

/** {@code workspace}. */
@JsonSegment("workspace")
public interface WorkspaceMethods {

  @JsonRequest
  CompletableFuture<@Nullable Object> executeCommand(ExecuteCommandParams params);

  @JsonRequest
  CompletableFuture<WorkspaceDiagnosticReport> diagnostic(WorkspaceDiagnosticParams params);

  @JsonNotification
  void didChangeConfiguration(DidChangeConfigurationParams params);

  @JsonNotification
  void didChangeWatchedFiles(DidChangeWatchedFilesParams params);

  @JsonNotification
  void didChangeWorkspaceFolders(DidChangeWorkspaceFoldersParams params);
}
