package dev.tercet.server.door.lsp.task;

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
import dev.tercet.server.app.App;
import dev.tercet.server.app.Identity;
import dev.tercet.server.app.Watching;
import dev.tercet.server.door.lsp.link.Calls;

/** The task protocol on one connection. */
public final class TaskDoor implements TercetServer {

  private final App app;
  private final Calls calls;
  private final Identity who;
  private final Watching watching;

  public TaskDoor(App app, Calls calls, Identity who, Watching watching) {
    this.app = app;
    this.calls = calls;
    this.who = who;
    this.watching = watching;
  }

  @Override
  public ServerMethods server() {
    return new ServerDoor(app, calls, watching);
  }

  @Override
  public TaskMethods task() {
    return new TaskCalls(app, calls, who);
  }

  @Override
  public DecisionMethods decision() {
    return new DecisionCalls(app, calls, who);
  }

  @Override
  public ArtifactMethods artifact() {
    return new ReadingCalls.OfArtifacts(app, calls);
  }

  @Override
  public FindingMethods finding() {
    return new ReadingCalls.OfFindings(app, calls);
  }

  @Override
  public RunMethods run() {
    return new ReadingCalls.OfRuns(app, calls, watching);
  }

  @Override
  public ChangeMethods change() {
    return new ReadingCalls.OfChanges(app, calls);
  }

  @Override
  public MergeMethods merge() {
    return params -> new TaskCalls(app, calls, who).undo(params);
  }

  @Override
  public WorkflowMethods workflow() {
    return new RepositoryCalls.OfWorkflows(app, calls);
  }

  @Override
  public PresetMethods preset() {
    return new RepositoryCalls.OfPresets(app, calls);
  }

  @Override
  public RepositoryMethods repository() {
    return new RepositoryCalls.OfSettings(app, calls);
  }

  @Override
  public JournalMethods journal() {
    return new ReadingCalls.OfJournal(app, calls);
  }

  @Override
  public InboxMethods inbox() {
    return new ReadingCalls.OfInbox(calls, watching);
  }
}
