package dev.tercet.server.app;

import dev.tercet.protocol.ChangeCount;
import dev.tercet.server.workflow.Task;

/** How much a task changes. */
public interface ChangeCounts {

  ChangeCount of(Task task);
}
