package dev.tercet.protocol;

import java.util.concurrent.CompletableFuture;
import org.eclipse.lsp4j.jsonrpc.services.JsonRequest;
import org.eclipse.lsp4j.jsonrpc.services.JsonSegment;

/** {@code tercet/run}: attempts of agents and their transcripts. */
@JsonSegment("tercet/run")
public interface RunMethods {

  @JsonRequest
  CompletableFuture<RunList> list(TaskParams params);

  @JsonRequest
  CompletableFuture<RunOutput> read(ReadRun params);

  /**
   * Answers with what is there from the entry asked for, then sends {@code tercet/run/output} on
   * this connection until the run has ended.
   */
  @JsonRequest
  CompletableFuture<RunOutput> follow(FollowRun params);
}
