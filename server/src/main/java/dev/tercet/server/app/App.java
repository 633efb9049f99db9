package dev.tercet.server.app;

import dev.tercet.protocol.ServerStatus;
import dev.tercet.protocol.TercetClient;
import dev.tercet.protocol.connect.TercetVersion;
import dev.tercet.server.git.Git;
import dev.tercet.server.runtime.Tasks;
import dev.tercet.server.store.Journal;
import dev.tercet.server.store.Transcripts;
import dev.tercet.server.workflow.Phase;
import java.nio.file.Path;
import java.time.Instant;

/**
 * Everything that a door may call, in one place.
 *
 * @param stopping asks the daemon to end once the caller has its answer
 */
public record App(
    Path home,
    Instant startedAt,
    Git git,
    Journal events,
    Transcripts transcripts,
    Tasks tasks,
    ReadModel model,
    Views views,
    Reading reading,
    Comparing comparing,
    Placing placing,
    Orders orders,
    Deciding deciding,
    Steps steps,
    Creation creation,
    Workflows workflows,
    Presets presets,
    Doctor doctor,
    JournalDesk journal,
    Handover handover,
    HttpSwitch http,
    Runnable stopping) {

  public ServerStatus status() {
    long running =
        model.all().stream()
            .flatMap(task -> task.runs().values().stream())
            .filter(run -> run.isOpen() && run.startedAt() != null)
            .count();
    long all = model.all().stream().filter(task -> task.phase() != Phase.DELETED).count();
    return new ServerStatus(
        TercetVersion.CURRENT,
        ProcessHandle.current().pid(),
        home.toString(),
        startedAt,
        Math.toIntExact(all),
        Math.toIntExact(running),
        git.version().toString(),
        handover.isUnderWay() ? true : null);
  }

  /** Ends the daemon once what is under way has come to the end of its item. */
  public ServerStatus drain() {
    handover.begin();
    return status();
  }

  /** Ends the daemon after this has been answered. */
  public ServerStatus stop() {
    ServerStatus status = status();
    stopping.run();
    return status;
  }

  /** What a language server reads besides the views. */
  public Editing editing() {
    return new Editing(this);
  }

  /** What a client wants to hear of. */
  public Watching watching(TercetClient client, Pace pace) {
    return new Watching(
        events, transcripts, new Watching.Sight(model, views, reading), client, pace);
  }
}
