package dev.tercet.server.door.lsp.language;

import dev.tercet.protocol.AskMethods;
import dev.tercet.protocol.TercetClient;
import java.util.concurrent.CompletableFuture;
import org.eclipse.lsp4j.ApplyWorkspaceEditParams;
import org.eclipse.lsp4j.ApplyWorkspaceEditResponse;
import org.eclipse.lsp4j.MessageActionItem;
import org.eclipse.lsp4j.MessageParams;
import org.eclipse.lsp4j.ProgressParams;
import org.eclipse.lsp4j.PublishDiagnosticsParams;
import org.eclipse.lsp4j.RegistrationParams;
import org.eclipse.lsp4j.ShowDocumentParams;
import org.eclipse.lsp4j.ShowDocumentResult;
import org.eclipse.lsp4j.ShowMessageRequestParams;
import org.eclipse.lsp4j.WorkDoneProgressCreateParams;
import org.eclipse.lsp4j.jsonrpc.services.JsonNotification;
import org.eclipse.lsp4j.jsonrpc.services.JsonRequest;

/** What we ask of an editor and tell it: the part of LSP 3.17 that we use, and our own. */
public interface EditorClient extends TercetClient, AskMethods {

  @JsonNotification("textDocument/publishDiagnostics")
  void publishDiagnostics(PublishDiagnosticsParams params);

  @JsonNotification("window/showMessage")
  void showMessage(MessageParams params);

  @JsonNotification("window/logMessage")
  void logMessage(MessageParams params);

  @JsonRequest("window/showMessageRequest")
  CompletableFuture<MessageActionItem> showMessageRequest(ShowMessageRequestParams params);

  @JsonRequest("window/showDocument")
  CompletableFuture<ShowDocumentResult> showDocument(ShowDocumentParams params);

  @JsonRequest("window/workDoneProgress/create")
  CompletableFuture<Void> createProgress(WorkDoneProgressCreateParams params);

  @JsonNotification("$/progress")
  void progress(ProgressParams params);

  @JsonRequest("client/registerCapability")
  CompletableFuture<Void> registerCapability(RegistrationParams params);

  @JsonRequest("workspace/applyEdit")
  CompletableFuture<ApplyWorkspaceEditResponse> applyEdit(ApplyWorkspaceEditParams params);

  @JsonRequest("workspace/codeLens/refresh")
  CompletableFuture<Void> refreshLenses();

  @JsonRequest("workspace/diagnostic/refresh")
  CompletableFuture<Void> refreshDiagnostics();
}
