package dev.tercet.protocol;

import org.eclipse.lsp4j.jsonrpc.services.JsonNotification;

/** What a daemon tells a client unasked, once the client subscribed to it. */
public interface TercetClient {

  @JsonNotification("tercet/task/changed")
  void taskChanged(TaskChanged change);

  @JsonNotification("tercet/inbox/changed")
  void inboxChanged(Inbox inbox);

  @JsonNotification("tercet/run/output")
  void runOutput(RunOutput output);
}
