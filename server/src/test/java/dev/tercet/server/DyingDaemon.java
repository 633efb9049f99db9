package dev.tercet.server;

import dev.tercet.protocol.connect.TercetHome;
import dev.tercet.server.perform.Performer;
import dev.tercet.server.perform.Reporter;
import dev.tercet.server.workflow.Effect;
import dev.tercet.server.workflow.Report;
import dev.tercet.server.workflow.Task;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Predicate;

/**
 * A daemon in a JVM of its own that dies once, without a word, at each kind of effect. Where it has
 * died before it goes on.
 */
public final class DyingDaemon {

  /** Where in an effect it dies. */
  public enum Moment {
    /** Begun in the journal, not in the world. */
    BEFORE,
    /** In the world, and nobody knows yet. */
    PERFORMED,
    /** Nowhere by itself. */
    NEVER
  }

  private DyingDaemon() {}

  /** Serves the home that {@code TERCET_HOME} names; the one argument is the moment. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Moment moment = Moment.valueOf(arguments[0]);
    TercetHome home = TercetHome.of(System.getenv()).prepare();
    Path deaths = Files.createDirectories(deaths(home.root()));
    Daemon.run(home, System.getenv(), performer -> new Dying(performer, moment, deaths));
    System.exit(0);
  }

  /** The folder with a file, named after the kind, for each death that was died. */
  public static Path deaths(Path home) {
    return home.resolve("deaths");
  }

  private record Dying(Performer performer, Moment moment, Path deaths) implements Performer {

    @Override
    public void perform(Effect effect, boolean before, Reporter reporter)
        throws InterruptedException {
      switch (moment) {
        case BEFORE -> {
          dieOnce(effect);
          performer.perform(effect, before, reporter);
        }
        case PERFORMED ->
            performer.perform(effect, before, new Silenced(reporter, () -> dieOnce(effect)));
        case NEVER -> performer.perform(effect, before, reporter);
      }
    }

    private void dieOnce(Effect effect) {
      try {
        Files.createFile(deaths.resolve(effect.getClass().getSimpleName()));
        Runtime.getRuntime().halt(137);
      } catch (FileAlreadyExistsException before) {
        // It died here before.
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Dies instead of telling how the effect went; what a run says on its way is passed on. */
  private record Silenced(Reporter reporter, Runnable death) implements Reporter {

    @Override
    public Task task() {
      return reporter.task();
    }

    @Override
    public boolean report(Report report) {
      if (!(report instanceof Report.OfRun) || report instanceof Report.RunFinished) {
        death.run();
      }
      return reporter.report(report);
    }

    @Override
    public boolean await(Predicate<Task> state, Duration limit) throws InterruptedException {
      return reporter.await(state, limit);
    }

    @Override
    public void onStop(Runnable stop) {
      reporter.onStop(stop);
    }
  }
}
