package dev.tercet.server.door.lsp.language;

import java.util.concurrent.CompletableFuture;
import org.eclipse.lsp4j.InitializeParams;
import org.eclipse.lsp4j.InitializeResult;
import org.eclipse.lsp4j.InitializedParams;
import org.eclipse.lsp4j.SetTraceParams;
import org.eclipse.lsp4j.WorkDoneProgressCancelParams;
import org.eclipse.lsp4j.jsonrpc.services.JsonDelegate;
import org.eclipse.lsp4j.jsonrpc.services.JsonNotification;
import org.eclipse.lsp4j.jsonrpc.services.JsonRequest;
import org.jspecify.annotations.Nullable;

/**
 * The part of LSP 3.17 that we serve. Written out, instead of taken from lsp4j, so that what we do
 * not serve is no method: lsp4j's own interfaces answer it with an internal error.
 */
public interface LanguageMethods {

  @JsonRequest
  CompletableFuture<InitializeResult> initialize(InitializeParams params);

  @JsonNotification
  void initialized(InitializedParams params);

  @JsonRequest
  CompletableFuture<@Nullable Object> shutdown();

  @JsonNotification
  void exit();

  @JsonNotification("$/setTrace")
  void setTrace(SetTraceParams params);

  @JsonNotification("window/workDoneProgress/cancel")
  void cancelProgress(WorkDoneProgressCancelParams params);

  @JsonDelegate
  TextMethods text();

  @JsonDelegate
  WorkspaceMethods workspace();
}
