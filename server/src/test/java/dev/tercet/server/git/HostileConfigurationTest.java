package dev.tercet.server.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tercet.server.git.CommitRequest.Screening;
import dev.tercet.server.git.MergeResult.Clean;
import dev.tercet.server.git.MergeResult.Conflict;
import dev.tercet.server.workflow.CommitId;
import dev.tercet.server.workflow.MergeStrategy;
import dev.tercet.server.workflow.RunId;
import dev.tercet.server.workflow.TaskId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever an agent writes into configuration, attributes and hooks: no program of it runs. */
class HostileConfigurationTest {

  @TempDir Path root;
  private GitFixture fixture;
  private Repository repository;
  private Worktree worktree;
  private WorkingTree files;
  private CommitId base;

  @BeforeEach
  void createWorktree() {
    fixture = GitFixture.withCommit(root);
    repository = fixture.repository();
    base = fixture.head("main");
    worktree = fixture.worktree();
    files = repository.workingTree(worktree);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void the_trap_works() {
    fixture.git("config", "core.fsmonitor", fixture.trap().toString());

    fixture.git("status");

    assertThat(fixture.canary()).exists();
  }

  @Test
  void nothing_of_the_configuration_runs_in_a_tasks_whole_life() throws IOException {
    setTraps();

    wholeLife();

    assertThat(fixture.canary()).doesNotExist();
  }

  @Test
  void hooks_that_fail_stop_nothing() throws IOException {
    setHooks("#!/bin/sh\necho ran >> '" + fixture.canary() + "'\nexit 1\n");

    wholeLife();

    assertThat(fixture.canary()).doesNotExist();
  }

  @Test
  void a_nested_repository_runs_none_of_its_filters() {
    Path nested = worktree.directory().resolve("nested");
    fixture.git("clone", "--quiet", ".", nested.toString());
    fixture.git(worktree.directory(), "add", "nested");
    fixture.git(nested, "config", "filter.evil.clean", fixture.trap().toString());
    fixture.git(nested, "config", "core.fsmonitor", fixture.trap().toString());
    GitFixture.write(nested, ".git/info/attributes", "* filter=evil\n");
    GitFixture.write(nested, "README.md", "changed\n");
    GitFixture.write(worktree.directory(), "a.txt", "a\n");

    files.status(List.of());
    files.inspect(base, List.of());
    files.savePartial(new RunId("r.1"), List.of());
    commit("A");
    files.reset(files.head(), List.of());

    assertThat(fixture.canary()).doesNotExist();
  }

  @Test
  void a_filter_of_the_users_is_not_run_on_files_a_task_added() {
    fixture.git("config", "--global", "filter.secret.clean", fixture.trap().toString());
    fixture.git("config", "--global", "filter.secret.required", "true");
    GitFixture.write(worktree.directory(), ".gitattributes", "*.txt filter=secret\n");
    GitFixture.write(worktree.directory(), "a.txt", "as it is\n");

    CommitId commit = commit("A");

    assertThat(repository.objects().readText(commit, "a.txt", 100)).hasValue("as it is\n");
    assertThat(fixture.canary()).doesNotExist();
  }

  @Test
  void where_a_users_filter_applies_the_users_checkout_is_left_to_the_user() {
    fixture.git("config", "--global", "filter.secret.smudge", fixture.trap().toString());
    GitFixture.write(worktree.directory(), ".gitattributes", "*.txt filter=secret\n");
    GitFixture.write(worktree.directory(), "a.txt", "as it is\n");
    CommitId commit = commit("A");

    assertThat(repository.targets().move(new BranchName("main"), base, commit))
        .isEqualTo(new MoveResult.Filtered(List.of("a.txt")));
    assertThat(fixture.head("main")).isEqualTo(base);
    assertThat(fixture.canary()).doesNotExist();
  }

  @Test
  void no_other_content_is_put_in_the_place_of_an_object() {
    GitFixture.write(worktree.directory(), "a.txt", "reviewed\n");
    CommitId commit = commit("A");
    String reviewed = repository.objects().blob(commit, "a.txt").orElseThrow().value();
    GitFixture.write(worktree.directory(), "b.txt", "smuggled\n");
    String smuggled = fixture.git(worktree.directory(), "hash-object", "-w", "b.txt").strip();
    fixture.git("replace", reviewed, smuggled);

    assertThat(fixture.git("cat-file", "blob", reviewed).strip()).isEqualTo("smuggled");
    assertThat(repository.objects().readText(commit, "a.txt", 100)).hasValue("reviewed\n");
  }

  @Test
  void large_file_storage_is_kept_with_its_own_commands() throws IOException {
    Path bin = Files.createDirectories(root.resolve("bin"));
    // Answers in git's filter protocol without reading the questions: enough for one file.
    Path lfs =
        Files.writeString(
            bin.resolve("git-lfs"),
            """
            #!/bin/sh
            [ "$1" = filter-process ] || exit 1
            printf '0016git-filter-server\\n000eversion=2\\n0000'
            printf '0015capability=clean\\n0016capability=smudge\\n0000'
            printf '0013status=success\\n0000000cpointer\\n00000000'
            cat > /dev/null
            """);
    assertThat(lfs.toFile().setExecutable(true)).isTrue();
    fixture.environment().put("PATH", bin + ":" + System.getenv("PATH"));
    Git git = Git.find(fixture.processes(), fixture.environment());
    fixture.git("config", "filter.lfs.clean", fixture.trap().toString());
    fixture.git("config", "filter.lfs.process", fixture.trap().toString());
    GitFixture.write(worktree.directory(), ".gitattributes", "*.bin filter=lfs\n");
    GitFixture.write(worktree.directory(), "a.bin", "content\n");
    Repository withLfs = Repository.open(git, repository.dirs());

    CommitResult result = withLfs.workingTree(worktree).commit(request("A"));

    CommitId commit = ((CommitResult.Committed) result).commit();
    assertThat(withLfs.objects().readText(commit, "a.bin", 100)).hasValue("pointer\n");
    assertThat(fixture.canary()).doesNotExist();
  }

  private void wholeLife() throws IOException {
    GitFixture.write(
        worktree.directory(),
        ".gitattributes",
        "*.txt filter=evil diff=evil merge=evil\n*.java filter=evil merge=evil diff=evil\n");
    GitFixture.write(worktree.directory(), "a.txt", "a\n");
    GitFixture.write(worktree.directory(), "src/App.java", "class App { /* task */ }\n");
    files.status(List.of());
    files.inspect(base, List.of());
    files.savePartial(new RunId("r.1"), List.of());
    files.reset(base, List.of());
    assertThat(files.restorePartial(new RunId("r.1"))).isInstanceOf(PartialResult.Restored.class);
    CommitId commit = commit("A");
    repository.diffs().changes(base, commit);
    assertThat(repository.diffs().patch(base, commit, 10_000).text()).contains("/* task */");
    repository.log(base, commit);
    repository.copiedFiles().copy(List.of("*.env"), worktree);
    Worktree scratch =
        GitFixture.ready(repository.worktrees().detached(fixture.place("scratch"), commit));
    repository.worktrees().detached(fixture.place("scratch"), base);
    mergeAndMove(commit);
    repository.worktrees().removeDetached(scratch);
    repository.worktrees().removeWithWork(worktree, GitFixture.TASK);
  }

  private void mergeAndMove(CommitId commit) {
    Merges merges = repository.merges();
    Clean merged =
        (Clean) merges.merge(new MergeRequest(base, commit, MergeStrategy.MERGE, "Merge"));
    assertThat(merges.rebase(commit, base)).isInstanceOf(Clean.class);
    assertThat(merges.undo(new Merges.Change(base, merged.commit()), merged.commit(), "U"))
        .isInstanceOf(Clean.class);
    assertThat(merges.isIn(commit, merged.commit())).isTrue();
    merges.without(base, commit, "src");
    merges.sealed(merged.commit(), List.of(new Trailer("Tercet-Task", "t")));
    fixture.git("-c", "core.hooksPath=/dev/null", "branch", "side", base.value());
    assertThat(repository.targets().move(new BranchName("side"), base, merged.commit()))
        .isEqualTo(new MoveResult.Moved());
    assertThat(repository.remotes().push("origin", merged.commit(), new BranchName("side")))
        .isEqualTo(new PushResult.Pushed());
    repository.remotes().fetch("origin");
    assertThat(conflict(commit)).isInstanceOf(Conflict.class);
    repository.targets().move(new BranchName("main"), base, merged.commit());
  }

  /** Another change in the same place, so that a merge driver would be asked. */
  private MergeResult conflict(CommitId commit) {
    Path other = fixture.place("other");
    Worktree second =
        GitFixture.ready(repository.worktrees().create(new TaskId("other-task"), base, other));
    GitFixture.write(other, ".gitattributes", "*.java merge=evil\n");
    GitFixture.write(other, "src/App.java", "class App { /* other */ }\n");
    CommitId theirs =
        ((CommitResult.Committed) repository.workingTree(second).commit(request("O"))).commit();
    return repository.merges().merge(new MergeRequest(theirs, commit, MergeStrategy.SQUASH, "S"));
  }

  private void setTraps() throws IOException {
    String trap = fixture.trap().toString();
    fixture.git("clone", "--quiet", "--bare", ".", fixture.root().resolve("up.git").toString());
    fixture.git("remote", "add", "origin", fixture.root().resolve("up.git").toString());
    for (String key :
        List.of(
            "diff.external",
            "core.pager",
            "core.editor",
            "sequence.editor",
            "core.askPass",
            "core.alternateRefsCommand",
            "gpg.program",
            "gpg.ssh.program",
            "diff.evil.textconv",
            "diff.evil.command",
            "filter.evil.clean",
            "filter.evil.smudge",
            "filter.evil.process",
            "filter.a=b.clean",
            "merge.evil.driver",
            "pager.diff",
            "pager.log",
            "core.gitProxy",
            "remote.origin.uploadpack",
            "remote.origin.receivepack",
            "uploadpack.packObjectsHook",
            "trailer.tercet-effect.cmd",
            "credential.helper")) {
      fixture.git("config", key, trap);
    }
    fixture.git("config", "filter.evil.required", "true");
    fixture.git("config", "commit.gpgSign", "true");
    fixture.git("config", "tag.gpgSign", "true");
    fixture.git("config", "merge.verifySignatures", "true");
    fixture.git("config", "log.showSignature", "true");
    fixture.git("config", "rerere.enabled", "true");
    fixture.git("config", "submodule.recurse", "true");
    fixture.git("config", "status.submoduleSummary", "true");
    fixture.git("config", "diff.noprefix", "true");
    for (String alias :
        List.of("status", "commit-tree", "diff", "merge", "log", "config", "worktree")) {
      fixture.git("config", "alias." + alias, "!" + trap);
    }
    setHooks("#!/bin/sh\necho hook >> '" + fixture.canary() + "'\n");
    fixture.git("config", "core.fsmonitor", trap);
  }

  private void setHooks(String script) throws IOException {
    Path hooks = Files.createDirectories(fixture.root().resolve("hooks"));
    for (String hook :
        List.of(
            "pre-commit",
            "commit-msg",
            "prepare-commit-msg",
            "post-commit",
            "post-checkout",
            "post-merge",
            "pre-merge-commit",
            "pre-push",
            "pre-rebase",
            "reference-transaction",
            "post-index-change",
            "update")) {
      for (Path folder : List.of(hooks, fixture.checkout().resolve(".git/hooks"))) {
        Files.createDirectories(folder);
        Path file = Files.writeString(folder.resolve(hook), script);
        assertThat(file.toFile().setExecutable(true)).isTrue();
      }
    }
    if (repository.remotes().names().isEmpty()) {
      fixture.git(
          "-c",
          "core.hooksPath=/dev/null",
          "clone",
          "--quiet",
          "--bare",
          ".",
          fixture.root().resolve("up.git").toString());
      fixture.git("remote", "add", "origin", fixture.root().resolve("up.git").toString());
    }
    fixture.git("config", "core.hooksPath", hooks.toString());
    Files.deleteIfExists(fixture.canary());
  }

  private CommitId commit(String message) {
    CommitResult result = files.commit(request(message));
    assertThat(result).isInstanceOf(CommitResult.Committed.class);
    return ((CommitResult.Committed) result).commit();
  }

  private static CommitRequest request(String message) {
    return new CommitRequest(message, List.of(), List.of(), List.of(), Screening.NONE);
  }
}
