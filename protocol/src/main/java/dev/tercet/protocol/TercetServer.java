package dev.tercet.protocol;

import org.eclipse.lsp4j.jsonrpc.services.JsonDelegate;

/** The whole task protocol, as a daemon offers it on one connection. */
public interface TercetServer {

  @JsonDelegate
  ServerMethods server();

  @JsonDelegate
  TaskMethods task();

  @JsonDelegate
  DecisionMethods decision();

  @JsonDelegate
  ArtifactMethods artifact();

  @JsonDelegate
  FindingMethods finding();

  @JsonDelegate
  RunMethods run();

  @JsonDelegate
  ChangeMethods change();

  @JsonDelegate
  MergeMethods merge();

  @JsonDelegate
  WorkflowMethods workflow();

  @JsonDelegate
  PresetMethods preset();

  @JsonDelegate
  RepositoryMethods repository();

  @JsonDelegate
  JournalMethods journal();

  @JsonDelegate
  InboxMethods inbox();
}
