package dev.tercet.server.app;

import dev.tercet.server.perform.WorktreeSettings;
import dev.tercet.server.settings.Key;
import dev.tercet.server.settings.Origin;
import dev.tercet.server.settings.Setting;
import dev.tercet.server.settings.Settings;
import dev.tercet.server.workflow.Task;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What the settings of a task's base say about its worktree. */
public final class WorktreePolicy implements WorktreeSettings {

  private final Repositories repositories;
  private final SettingsReader reader;

  public WorktreePolicy(Repositories repositories, SettingsReader reader) {
    this.repositories = repositories;
    this.reader = reader;
  }

  private Settings settings(Task task) {
    return reader.read(repositories.of(task), task.charter().base()).settings();
  }

  /** A repository may not send worktrees outside of itself; the user may put them anywhere. */
  @Override
  public Path root(Task task) {
    Path repository = Path.of(task.charter().repository());
    Setting<Optional<String>> setting = settings(task).get(Key.WORKTREES_ROOT);
    Path standard = repository.resolve(".tercet/worktrees");
    if (setting.value().isEmpty()) {
      return standard;
    }
    Path wanted = repository.resolve(setting.value().get()).normalize();
    boolean allowed = setting.origin() != Origin.REPOSITORY || wanted.startsWith(repository);
    return allowed ? wanted : standard;
  }

  @Override
  public List<String> copy(Task task) {
    return settings(task).get(Key.WORKTREE_COPY).value();
  }

  @Override
  public int firstPort(Task task) {
    return settings(task).get(Key.PORT).value().first();
  }

  @Override
  public int lastPort(Task task) {
    return settings(task).get(Key.PORT).value().last();
  }

  @Override
  public String mergeMessage(Task task) {
    return settings(task).get(Key.MERGE_MESSAGE).value();
  }
}
