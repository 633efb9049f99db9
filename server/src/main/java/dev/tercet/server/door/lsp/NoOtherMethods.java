package dev.tercet.server.door.lsp;

import java.util.concurrent.CompletableFuture;
import org.eclipse.lsp4j.jsonrpc.Endpoint;
import org.eclipse.lsp4j.jsonrpc.ResponseErrorException;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseError;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * The last resort for messages: an unknown request is refused, also one whose name begins with
 * {@code $/}, which lsp4j would answer with nothing; an unknown notification is dropped unheard
 * (LSP 3.17, $ Notifications and Requests).
 */
final class NoOtherMethods implements Endpoint {

  @Override
  public CompletableFuture<?> request(String method, @Nullable Object parameter) {
    return CompletableFuture.failedFuture(
        new ResponseErrorException(
            new ResponseError(
                ResponseErrorCode.MethodNotFound, "there is no method \"" + method + "\"", null)));
  }

  @Override
  public void notify(String method, @Nullable Object parameter) {}
}
