package dev.tercet.server.app;

import dev.tercet.protocol.ArtifactList;
import dev.tercet.protocol.ArtifactText;
import dev.tercet.protocol.ChangeCount;
import dev.tercet.protocol.ChangeList;
import dev.tercet.protocol.ChangedFile;
import dev.tercet.protocol.FindingList;
import dev.tercet.protocol.Patch;
import dev.tercet.protocol.PatchParams;
import dev.tercet.protocol.RunEntry;
import dev.tercet.protocol.RunList;
import dev.tercet.protocol.RunOutput;
import dev.tercet.server.git.BranchName;
import dev.tercet.server.git.GitException;
import dev.tercet.server.git.Repository;
import dev.tercet.server.git.Worktree;
import dev.tercet.server.process.Captured;
import dev.tercet.server.store.TranscriptLine;
import dev.tercet.server.store.TranscriptPage;
import dev.tercet.server.store.Transcripts;
import dev.tercet.server.workflow.Artifact;
import dev.tercet.server.workflow.ArtifactName;
import dev.tercet.server.workflow.CommitId;
import dev.tercet.server.workflow.RunId;
import dev.tercet.server.workflow.RunRecord;
import dev.tercet.server.workflow.Task;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads what a task has made: artifacts, changes, findings, transcripts. */
public final class Reading implements DecisionViews.Contents, ChangeCounts {

  private static final int MOST_ARTIFACT = 1 << 20;

  /** Nothing larger is taken for an artifact. */
  private static final int MOST_STORED = 4 << 20;

  private static final int MOST_PATCH = 1 << 20;
  private static final int MOST_ARGUMENTS = 256 << 10;
  private static final int MOST_LINES = 1_000;
  private static final int MOST_ENTRY = 64 << 10;

  private final ReadModel model;
  private final Repositories repositories;
  private static final Map<String, RunEntry.Kind> KINDS =
      Arrays.stream(RunEntry.Kind.values()).collect(Collectors.toMap(Enum::name, kind -> kind));

  private final Transcripts transcripts;
  private final Map<CommitId, ChangeCount> counted = new ConcurrentHashMap<>();

  public Reading(ReadModel model, Repositories repositories, Transcripts transcripts) {
    this.model = model;
    this.repositories = repositories;
    this.transcripts = transcripts;
  }

  public ArtifactList artifacts(String name) {
    Task task = model.named(name);
    return new ArtifactList(
        task.artifacts().values().stream()
            .map(artifact -> Views.artifact(task, artifact))
            .toList());
  }

  public ArtifactText artifact(String taskName, String name, @Nullable Integer revision) {
    Task task = model.named(taskName);
    Artifact artifact = artifact(task, name, revision);
    return Comparing.git(
        () ->
            new ArtifactText(
                artifact.name().value(),
                artifact.revision(),
                artifact.blob().value(),
                text(task, artifact),
                isCut(task, artifact),
                Views.problems(artifact)));
  }

  private Artifact artifact(Task task, String name, @Nullable Integer revision) {
    List<Artifact> revisions =
        model.particulars(task.id()).revisions().stream()
            .filter(artifact -> artifact.name().value().equals(name))
            .toList();
    if (revisions.isEmpty()) {
      throw Denied.unknown(
          "%s has no artifact \"%s\"; it has %s"
              .formatted(
                  task.id(),
                  name,
                  task.artifacts().keySet().stream().map(ArtifactName::value).toList()));
    }
    return revision == null
        ? revisions.getLast()
        : revisions.stream()
            .filter(artifact -> artifact.revision() == revision)
            .findFirst()
            .orElseThrow(
                () ->
                    Denied.unknown(
                        "%s of %s has no revision %d; the newest is %d"
                            .formatted(name, task.id(), revision, revisions.getLast().revision())));
  }

  private boolean isCut(Task task, Artifact artifact) {
    return repositories.of(task).objects().size(artifact.blob()) > MOST_ARTIFACT;
  }

  @Override
  public String text(Task task, Artifact artifact) {
    byte[] bytes = repositories.of(task).objects().read(artifact.blob(), MOST_STORED);
    if (bytes.length <= MOST_ARTIFACT) {
      return new String(bytes, StandardCharsets.UTF_8);
    }
    int end = MOST_ARTIFACT;
    while (end > 0 && bytes[end - 1] != '\n') {
      end--;
    }
    return new String(bytes, 0, end == 0 ? MOST_ARTIFACT : end, StandardCharsets.UTF_8);
  }

  /** What changed between two revisions of an artifact; by default since the one before. */
  public Patch artifactDiff(
      String taskName, String name, @Nullable Integer from, @Nullable Integer to) {
    Task task = model.named(taskName);
    Artifact newer = artifact(task, name, to);
    int before = from == null ? newer.revision() - 1 : from;
    return Comparing.git(
        () -> {
          String old = before < 1 ? "" : text(task, artifact(task, name, before));
          return new Patch(LineDiff.of(old, text(task, newer)), false);
        });
  }

  public FindingList findings(String name) {
    Task task = model.named(name);
    return FindingViews.of(task, model.particulars(task.id()));
  }

  public ChangeList changes(String name) {
    Task task = model.named(name);
    return Comparing.git(
        () -> new ChangeList(files(task), uncommitted(task), task.workspace().head().value()));
  }

  private List<String> uncommitted(Task task) {
    String path = task.workspace().path();
    String gitDir = task.workspace().gitDir();
    if (path == null || gitDir == null || !Files.isDirectory(Path.of(path))) {
      return List.of();
    }
    Worktree worktree =
        new Worktree(Path.of(path), Path.of(gitDir), new BranchName(task.charter().branch()));
    return repositories
        .of(task)
        .workingTree(worktree)
        .status(task.workspace().copied())
        .changes()
        .stream()
        .map(change -> change.path())
        .toList();
  }

  @Override
  public List<ChangedFile> files(Task task) {
    return Changes.between(repositories.of(task), task.charter().base(), task.workspace().head());
  }

  /** Counted once for each head; a task whose repository is gone counts as nothing. */
  @Override
  public ChangeCount of(Task task) {
    CommitId head = task.workspace().head();
    if (head.equals(task.charter().base())) {
      return new ChangeCount(0, 0, 0);
    }
    return counted.computeIfAbsent(head, _ -> count(task));
  }

  private ChangeCount count(Task task) {
    int added = 0;
    int deleted = 0;
    List<ChangedFile> files;
    try {
      files = files(task);
    } catch (GitException gone) {
      return new ChangeCount(0, 0, 0);
    }
    for (ChangedFile file : files) {
      added += file.added() == null ? 0 : file.added();
      deleted += file.deleted() == null ? 0 : file.deleted();
    }
    return new ChangeCount(files.size(), added, deleted);
  }

  /** The difference of two commits as text, of one file or of all but artifacts. */
  public Patch patch(PatchParams params) {
    return Comparing.git(() -> patch(model.named(params.task()), params));
  }

  private Patch patch(Task task, PatchParams params) {
    if (params.path() != null && !Comparing.isInside(params.path().replaceAll("/$", ""))) {
      throw Denied.unknown(task.id() + ": no path inside of its tree: " + params.path());
    }
    Repository repository = repositories.of(task);
    CommitId from = repositories.commit(task, params.from(), task.charter().base());
    CommitId to = repositories.commit(task, params.to(), task.workspace().head());
    List<String> paths =
        params.path() == null
            ? Changes.between(repository, from, to).stream().map(ChangedFile::path).toList()
            : List.of(params.path());
    if (paths.isEmpty()) {
      return new Patch("", false);
    }
    List<String> shown = bounded(paths);
    Captured patch = repository.diffs().patch(from, to, shown, MOST_PATCH);
    return new Patch(patch.text(), !patch.isWhole() || shown.size() < paths.size());
  }

  /** As many as a program takes for arguments; of more, a person would not read the patch. */
  private static List<String> bounded(List<String> paths) {
    int length = 0;
    for (int at = 0; at < paths.size(); at++) {
      length += paths.get(at).length() + 1;
      if (length > MOST_ARGUMENTS) {
        return paths.subList(0, at);
      }
    }
    return paths;
  }

  public RunList runs(String name) {
    Task task = model.named(name);
    return new RunList(
        task.runs().values().stream()
            .map(run -> RunViews.of(run, model.particulars(task.id())))
            .toList());
  }

  /** The task and run that a name means: a run's id, or a task's for its newest run. */
  record Found(Task task, RunRecord run) {}

  Found run(String name) {
    int dot = name.lastIndexOf(".r");
    Task task = model.named(dot < 0 ? name : name.substring(0, dot));
    if (dot < 0) {
      List<RunRecord> runs = new ArrayList<>(task.runs().values());
      if (runs.isEmpty()) {
        throw Denied.unknown(task.id() + " has had no run yet");
      }
      return new Found(task, runs.getLast());
    }
    RunRecord run = task.run(new RunId(task.id() + name.substring(dot)));
    if (run == null) {
      throw Denied.unknown(
          "%s has no run %s; it has %s".formatted(task.id(), name, task.runs().keySet()));
    }
    return new Found(task, run);
  }

  public RunOutput output(String name, @Nullable Long from, @Nullable Integer limit) {
    Found found = run(name);
    long start = from == null ? 0 : Math.max(0, from);
    int most = limit == null ? MOST_LINES : Math.clamp(limit, 1, MOST_LINES);
    TranscriptPage page = transcripts.read(found.task().id(), found.run().id(), start, most);
    return new RunOutput(
        found.run().id().value(),
        start,
        page.lines().stream().map(TranscriptLine::parse).map(Reading::entry).toList(),
        page.next(),
        page.sealed() && !page.more());
  }

  static RunEntry entry(TranscriptLine line) {
    RunEntry.Kind kind = KINDS.getOrDefault(line.kind(), RunEntry.Kind.DIAGNOSTIC);
    String text = line.text();
    return new RunEntry(
        line.at(),
        kind,
        text.length() <= MOST_ENTRY
            ? text
            : text.substring(0, MOST_ENTRY)
                + "… (%d characters more)".formatted(text.length() - MOST_ENTRY));
  }
}
