package dev.tercet.protocol;

import java.util.concurrent.CompletableFuture;
import org.eclipse.lsp4j.jsonrpc.services.JsonRequest;
import org.eclipse.lsp4j.jsonrpc.services.JsonSegment;

/** {@code tercet/change}: what a task's branch changes. */
@JsonSegment("tercet/change")
public interface ChangeMethods {

  /** The files, with what is not committed yet. */
  @JsonRequest
  CompletableFuture<ChangeList> files(TaskParams params);

  /** The same as text, in git's form. */
  @JsonRequest
  CompletableFuture<Patch> patch(PatchParams params);

  /** Which files differ between two commits: of the task, of a run, of two passes of a review. */
  @JsonRequest
  CompletableFuture<Comparison> compare(CompareCommits params);

  /** One file as a commit has it, for an editor's diff of its two sides. */
  @JsonRequest
  CompletableFuture<FileContent> content(ReadContent params);

  /** Many files as a commit has them, for an editor that shows a whole change. */
  @JsonRequest
  CompletableFuture<FileContents> contents(ReadContents params);
}
