package dev.tercet.server.perform;

import dev.tercet.server.git.Repository;
import dev.tercet.server.git.WorkingChange;
import dev.tercet.server.git.WorkingTree;
import dev.tercet.server.git.Worktree;
import dev.tercet.server.workflow.CommitId;
import dev.tercet.server.workflow.EffectId;
import dev.tercet.server.workflow.Effects;
import dev.tercet.server.workflow.Hold;
import dev.tercet.server.workflow.Report;
import dev.tercet.server.workflow.RunId;
import dev.tercet.server.workflow.StepId;
import dev.tercet.server.workflow.Task;
import dev.tercet.server.workflow.Trouble;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Notices what changed outside of a task's worktree while a run was under way that no cage held: in
 * the main checkout, in what git runs by itself, in branches and tags, and in idle tasks'
 * worktrees.
 *
 * <p>Who made the change cannot be told: the person may have. So it is kept as a patch, nothing is
 * put back, and the human is asked. What was seen lies on disk until it has been asked about. Safe
 * for any thread.
 */
final class Lookout {

  private static final int MOST_NEIGHBOURS = 8;
  private static final int LOOKS = 3;
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);
  private static final int MOST_PATCH = 1 << 20;
  private static final int MOST_PATHS = 20;
  private static final long MOST_CONFIGURATION = 64 * 1024;
  private static final String BRANCHES = "refs/heads/";
  private static final String UNSEEN = ".patch";
  private static final String SEEN = ".asked.patch";

  private final Places places;
  private final Neighbours neighbours;
  private final Map<RunId, Seen> begun = new ConcurrentHashMap<>();

  Lookout(Places places, Neighbours neighbours) {
    this.places = places;
    this.neighbours = neighbours;
  }

  /** What was looked at before a run: the checkouts, and where branches and tags were. */
  private record Seen(Task task, List<Sight> sights, Map<String, CommitId> refs) {}

  /**
   * A checkout as it was: its changed files with a stamp for each, and git's own as texts.
   *
   * @param of the idle task whose worktree it is; null for the main checkout
   */
  private record Sight(
      String name,
      @Nullable Task of,
      WorkingTree files,
      Map<String, String> stamps,
      Map<String, String> own) {}

  /** Before a run that nothing holds back. */
  void begin(Task task, RunId run) {
    Map<String, CommitId> refs = places.repository(task).refs();
    begun.put(run, new Seen(task, look(task), refs));
  }

  /** After it: what changed meanwhile is written down. */
  void end(Task task, RunId run) {
    Seen before = begun.remove(run);
    if (before == null) {
      return;
    }
    String found = lasting(before);
    if (!found.isEmpty()) {
      write(places.boundary(task).resolve(run + UNSEEN), found);
    }
  }

  /** A merge into the main checkout changes files too, and is over in a moment. */
  private String lasting(Seen before) {
    String found = "";
    for (int look = 0; look < LOOKS; look++) {
      found =
          before.sights().stream().map(this::changes).collect(Collectors.joining()) + moved(before);
      if (found.isEmpty() || look == LOOKS - 1 || !rested()) {
        return found;
      }
    }
    return found;
  }

  private static boolean rested() {
    try {
      TimeUnit.NANOSECONDS.sleep(BETWEEN_LOOKS.toNanos());
      return true;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** What a run of the step did outside and nobody was asked about yet, as trouble. */
  Optional<Report> trouble(Task task, StepId step, EffectId effect) {
    List<String> texts = new ArrayList<>();
    List<String> kept = new ArrayList<>();
    task.runs().values().stream()
        .filter(run -> run.step().equals(step))
        .map(run -> places.boundary(task).resolve(run.id() + UNSEEN))
        .filter(Files::exists)
        .forEach(
            file -> {
              texts.add(read(file));
              Path asked = file.resolveSibling(name(file).replace(UNSEEN, SEEN));
              move(file, asked);
              kept.add(asked.toString());
            });
    if (texts.isEmpty()) {
      return Optional.empty();
    }
    String reason =
        "files or branches outside of the worktree changed while %s ran without a cage; kept as a patch in %s"
            .formatted(task.step(step).name(), String.join(", ", kept));
    return Optional.of(
        new Report.Troubled(effect, Trouble.BOUNDARY, reason, String.join("\n", texts)));
  }

  private List<Sight> look(Task task) {
    Repository repository = places.repository(task);
    List<Sight> sights = new ArrayList<>();
    WorkingTree main =
        repository.workingTree(
            new Worktree(
                Path.of(task.charter().repository()), Path.of(task.charter().gitDir()), null));
    sights.add(
        sight(
            "the main checkout",
            null,
            main,
            Path.of(task.charter().repository()),
            own(Path.of(task.charter().commonDir()))));
    neighbours.all().stream()
        .filter(other -> isIdle(other, task))
        .sorted(Comparator.comparing((Task other) -> other.id().value()))
        .limit(MOST_NEIGHBOURS)
        .filter(other -> Files.isDirectory(places.worktree(other).directory()))
        .forEach(
            other ->
                sights.add(
                    sight(
                        "the worktree of " + other.id(),
                        other,
                        places.workingTree(other),
                        places.worktree(other).directory(),
                        Map.of())));
    return sights;
  }

  /** Another task of the repository, in whose worktree neither an agent nor a person is at work. */
  private static boolean isIdle(Task other, Task task) {
    return !other.id().equals(task.id())
        && other.charter().commonDir().equals(task.charter().commonDir())
        && other.workspace().path() != null
        && !other.phase().isTerminal()
        && !(other.hold() instanceof Hold.TakenOver)
        && Effects.of(other).isEmpty();
  }

  private static Sight sight(
      String name, @Nullable Task of, WorkingTree files, Path root, Map<String, String> own) {
    return new Sight(name + " (" + root + ")", of, files, stamps(files, root), own);
  }

  /**
   * Whether a task of its own has gone on in that worktree since. Nothing of ours is written there
   * before an event says that it will be.
   */
  private boolean hasGoneOn(Sight before) {
    Task then = before.of();
    return then != null
        && neighbours.all().stream()
            .filter(now -> now.id().equals(then.id()))
            .noneMatch(now -> now.seq() == then.seq());
  }

  private static Map<String, String> stamps(WorkingTree files, Path root) {
    Map<String, String> stamps = new LinkedHashMap<>();
    for (WorkingChange change : files.status(List.of()).changes()) {
      stamps.put(change.path(), change.kind() + " " + stamp(root.resolve(change.path())));
    }
    return stamps;
  }

  private static String stamp(Path file) {
    try {
      BasicFileAttributes attributes =
          Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      return attributes.size() + " " + attributes.lastModifiedTime();
    } catch (IOException _) {
      return "gone";
    }
  }

  /** What git reads and runs by itself: an entry there runs at the person's next command. */
  private static Map<String, String> own(Path commonDir) {
    Map<String, String> texts = new TreeMap<>();
    Stream.of("config", "config.worktree", "info/attributes")
        .map(commonDir::resolve)
        .forEach(file -> own(file, texts));
    Path hooks = commonDir.resolve("hooks");
    if (Files.isDirectory(hooks, LinkOption.NOFOLLOW_LINKS)) {
      try (Stream<Path> files = Files.list(hooks)) {
        files.limit(100).forEach(file -> own(file, texts));
      } catch (IOException e) {
        throw new UncheckedIOException("cannot list " + hooks + ": " + e.getMessage(), e);
      }
    }
    return texts;
  }

  private static void own(Path file, Map<String, String> texts) {
    if (Files.isRegularFile(file)) {
      try {
        texts.put(
            file.toString(),
            Files.size(file) <= MOST_CONFIGURATION
                ? new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                : stamp(file));
      } catch (IOException _) {
        texts.put(file.toString(), "unreadable");
      }
    }
  }

  /**
   * Branches and tags that are not where they were. What a task of ours has moved is where its
   * journal says; a target that followed its remote is where that is.
   */
  private String moved(Seen before) {
    Repository repository = places.repository(before.task());
    Map<String, CommitId> now = repository.refs();
    TreeSet<String> names = new TreeSet<>(before.refs().keySet());
    names.addAll(now.keySet());
    names.removeIf(name -> Objects.equals(now.get(name), before.refs().get(name)));
    List<Task> tasks =
        neighbours.all().stream()
            .filter(
                other -> other.charter().commonDir().equals(before.task().charter().commonDir()))
            .toList();
    names.removeIf(
        name ->
            isOurs(before.task(), tasks, name, now.get(name))
                || isTheirs(repository, name, now.get(name)));
    return names.stream()
        .limit(MOST_PATHS)
        .map(
            name ->
                "%s was at %s and is %s\n"
                    .formatted(
                        name,
                        before.refs().containsKey(name) ? before.refs().get(name) : "no commit",
                        now.containsKey(name) ? "at " + now.get(name) : "gone"))
        .collect(Collectors.joining());
  }

  /**
   * Whether a task of ours says so.
   *
   * @param tasks all of the repository
   */
  private static boolean isOurs(Task task, List<Task> tasks, String ref, @Nullable CommitId now) {
    if (!ref.startsWith(BRANCHES)) {
      return false;
    }
    String name = ref.substring(BRANCHES.length());
    return tasks.stream()
        .anyMatch(
            other -> {
              boolean branch = name.equals(other.charter().branch());
              boolean target = name.equals(other.charter().target());
              boolean own = other.id().equals(task.id());
              return (branch
                      && (own
                          || other.workspace().head().equals(now)
                          || !Effects.of(other).isEmpty()
                          || other.phase().isTerminal()))
                  || (target
                      && now != null
                      && (now.equals(other.landing().commit())
                          || now.equals(other.landing().reverted())));
            });
  }

  private static boolean isTheirs(Repository repository, String name, @Nullable CommitId now) {
    String branch = name.startsWith(BRANCHES) ? name.substring(BRANCHES.length()) : name;
    return now != null
        && repository
            .remotes()
            .defaultRemote()
            .flatMap(remote -> repository.ref("refs/remotes/" + remote + "/" + branch))
            .filter(now::equals)
            .isPresent();
  }

  private String changes(Sight before) {
    Path root = before.files().directory();
    Map<String, String> now = stamps(before.files(), root);
    TreeSet<String> paths = new TreeSet<>(now.keySet());
    paths.removeIf(path -> String.valueOf(now.get(path)).equals(before.stamps().get(path)));
    StringBuilder text = new StringBuilder();
    if (!paths.isEmpty()) {
      List<String> shown = paths.stream().limit(MOST_PATHS).toList();
      text.append("%s: %s\n".formatted(before.name(), String.join(", ", shown)));
      text.append(before.files().patch(List.copyOf(paths), MOST_PATCH).text());
    }
    if (!before.own().isEmpty()) {
      Path commonDir = before.files().commonDir();
      Map<String, String> own = own(commonDir);
      own.forEach(
          (file, content) -> {
            if (!content.equals(before.own().get(file))) {
              text.append("%s is now:\n%s\n".formatted(file, content.stripTrailing()));
            }
          });
    }
    // Asked last: what began to be written while we looked has its event by now.
    return text.isEmpty() || hasGoneOn(before) ? "" : text.toString();
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }

  private static void write(Path file, String text) {
    try {
      Files.createDirectories(file.getParent() == null ? file : file.getParent());
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file + ": " + e.getMessage(), e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  private static void move(Path from, Path to) {
    try {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot move " + from + ": " + e.getMessage(), e);
    }
  }
}
