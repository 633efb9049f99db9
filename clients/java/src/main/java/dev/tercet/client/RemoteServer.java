package dev.tercet.client;

import dev.tercet.protocol.ArtifactMethods;
import dev.tercet.protocol.ChangeMethods;
import dev.tercet.protocol.DecisionMethods;
import dev.tercet.protocol.FindingMethods;
import dev.tercet.protocol.InboxMethods;
import dev.tercet.protocol.JournalMethods;
import dev.tercet.protocol.MergeMethods;
import dev.tercet.protocol.PresetMethods;
import dev.tercet.protocol.RepositoryMethods;
import dev.tercet.protocol.RunMethods;
import dev.tercet.protocol.ServerMethods;
import dev.tercet.protocol.TaskMethods;
import dev.tercet.protocol.TercetServer;
import dev.tercet.protocol.WorkflowMethods;
import org.eclipse.lsp4j.jsonrpc.Endpoint;
import org.eclipse.lsp4j.jsonrpc.services.ServiceEndpoints;

/**
 * The daemon's side of a connection, each namespace made when it is asked for.
 *
 * @param endpoint what requests are sent to
 */
record RemoteServer(Endpoint endpoint) implements TercetServer {

  private <T> T methods(Class<T> namespace) {
    return ServiceEndpoints.toServiceObject(endpoint, namespace);
  }

  @Override
  public ServerMethods server() {
    return methods(ServerMethods.class);
  }

  @Override
  public TaskMethods task() {
    return methods(TaskMethods.class);
  }

  @Override
  public DecisionMethods decision() {
    return methods(DecisionMethods.class);
  }

  @Override
  public ArtifactMethods artifact() {
    return methods(ArtifactMethods.class);
  }

  @Override
  public FindingMethods finding() {
    return methods(FindingMethods.class);
  }

  @Override
  public RunMethods run() {
    return methods(RunMethods.class);
  }

  @Override
  public ChangeMethods change() {
    return methods(ChangeMethods.class);
  }

  @Override
  public MergeMethods merge() {
    return methods(MergeMethods.class);
  }

  @Override
  public WorkflowMethods workflow() {
    return methods(WorkflowMethods.class);
  }

  @Override
  public PresetMethods preset() {
    return methods(PresetMethods.class);
  }

  @Override
  public RepositoryMethods repository() {
    return methods(RepositoryMethods.class);
  }

  @Override
  public JournalMethods journal() {
    return methods(JournalMethods.class);
  }

  @Override
  public InboxMethods inbox() {
    return methods(InboxMethods.class);
  }
}
