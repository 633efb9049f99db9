package dev.tercet.protocol;

import java.util.concurrent.CompletableFuture;
import org.eclipse.lsp4j.jsonrpc.services.JsonRequest;

/**
 * What a daemon asks of an editor that said so in {@code initialize}, with {@code experimental: {
 * tercet: { ask: true } }}. Others are asked by {@code window/showMessageRequest} and notes.
 */
public interface AskMethods {

  @JsonRequest("tercet/ask")
  CompletableFuture<AskAnswer> ask(Ask params);
}
