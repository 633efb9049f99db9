package dev.tercet.protocol;

import org.eclipse.lsp4j.jsonrpc.services.JsonNotification;

/** What a daemon tells a client unasked, once the client subscribed to it. */
public interface TercetClient {

  /** A task changed. */
  @JsonNotification("tercet/task/changed")
  void taskChanged(TaskChanged change);

  /** What is asked changed. */
  @JsonNotification("tercet/inbox/changed")
  void inboxChanged(Inbox inbox);

  /** A followed run went on. */
  @JsonNotification("tercet/run/output")
  void runOutput(RunOutput output);

  /** Comes last on a subscription that the daemon had to end. */
  @JsonNotification("tercet/inbox/lost")
  default void inboxLost(SubscriptionLost lost) {}

  /** Comes last on a run that the daemon had to stop sending. */
  @JsonNotification("tercet/run/lost")
  default void runLost(FollowLost lost) {}

  /** Only for a request that named a token, and before its answer. */
  @JsonNotification("tercet/server/progress")
  default void serverProgress(Progress progress) {}
}
