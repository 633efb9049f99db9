package dev.tercet.server.git;

/** What a remote made of a push. */
public sealed interface PushResult {

  /** The remote's branch is at the commit. */
  record Pushed() implements PushResult {}

  /** The remote's branch has commits that the pushed one has not: fetch and merge again. */
  record NonFastForward() implements PushResult {}

  /** The remote refused, by a rule or a hook of its own. */
  record Rejected(String text) implements PushResult {}
}
