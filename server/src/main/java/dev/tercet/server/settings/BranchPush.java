package dev.tercet.server.settings;

/**
 * When a task's branch goes to the remote: as soon as a spec is approved, or by its delivery only.
 */
public enum BranchPush {
  AT_APPROVAL,
  AT_DELIVERY
}
