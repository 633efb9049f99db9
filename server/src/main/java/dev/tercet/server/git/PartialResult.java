package dev.tercet.server.git;

import dev.tercet.server.workflow.CommitId;
import java.util.List;

/** What became of bringing back kept work. */
public sealed interface PartialResult {

  /** It is back in the checkout, uncommitted. */
  record Restored(CommitId partial) implements PartialResult {}

  /** The checkout has moved on in the same places; nothing was changed. */
  record Conflicting(List<String> paths) implements PartialResult {}

  /** Nothing was kept of that run. */
  record NoPartial() implements PartialResult {}
}
