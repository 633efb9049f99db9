package dev.tercet.protocol;

import java.util.concurrent.CompletableFuture;
import org.eclipse.lsp4j.jsonrpc.services.JsonRequest;
import org.eclipse.lsp4j.jsonrpc.services.JsonSegment;

/** {@code tercet/run}: attempts of agents and their transcripts. */
@JsonSegment("tercet/run")
public interface RunMethods {

  /** Every attempt of a task, oldest first. */
  @JsonRequest
  CompletableFuture<RunList> list(TaskParams params);

  /** A part of a run's transcript; ask again from {@code next} for more. */
  @JsonRequest
  CompletableFuture<RunOutput> read(ReadRun params);

  /**
   * Answers with what is there from the entry asked for, then sends {@code tercet/run/output} on
   * this connection until the run has ended. Following a run again replaces what was before; a
   * client that reads too slowly is told so with {@code tercet/run/lost}.
   */
  @JsonRequest
  CompletableFuture<RunOutput> follow(FollowRun params);

  /** Ends that; a run that is not followed is no error. */
  @JsonRequest
  CompletableFuture<NoResult> unfollow(UnfollowRun params);
}
