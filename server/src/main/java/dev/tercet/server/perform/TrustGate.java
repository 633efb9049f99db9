package dev.tercet.server.perform;

import dev.tercet.server.workflow.CommitId;
import dev.tercet.server.workflow.Supplied;
import dev.tercet.server.workflow.Task;
import java.util.List;

/** Knows what of a repository's own files a human trusted. */
public interface TrustGate {

  /** What the task was created with and nobody trusted yet. */
  List<Untrusted> untrusted(Task task);

  /** What it would run besides on another base. */
  List<Untrusted> untrusted(Task task, CommitId base);

  /**
   * Something to be shown before it is trusted.
   *
   * @param text its content, or how it differs from what was trusted before
   */
  record Untrusted(Supplied supplied, String text) {}
}
