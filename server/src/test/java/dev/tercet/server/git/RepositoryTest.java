package dev.tercet.server.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tercet.server.git.RepositorySearch.Found;
import dev.tercet.server.git.RepositorySearch.Reason;
import dev.tercet.server.git.RepositorySearch.Unusable;
import dev.tercet.server.git.Selection.NotSelected;
import dev.tercet.server.git.Selection.Selected;
import dev.tercet.server.git.Selection.SelectedBranch;
import dev.tercet.server.process.Processes;
import dev.tercet.server.workflow.BlobId;
import dev.tercet.server.workflow.CommitId;
import dev.tercet.server.workflow.RunId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RepositoryTest {

  @TempDir Path root;
  private GitFixture fixture;

  @BeforeEach
  void create() {
    fixture = GitFixture.withCommit(root);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void is_found_from_a_folder_inside() {
    Found found = fixture.found(fixture.checkout().resolve("src"));

    Path git = fixture.checkout().resolve(".git");
    assertThat(found.repository().dirs()).isEqualTo(new GitDirs(git, git, fixture.checkout()));
    assertThat(found.traits()).isEqualTo(new RepositoryTraits("sha1", false, false));
    assertThat(found.enclosing()).isEmpty();
  }

  @Test
  void a_linked_checkout_leads_to_the_main_one() {
    Worktree worktree = fixture.worktree();

    assertThat(fixture.found(worktree.directory()).repository().dirs().workTree())
        .isEqualTo(fixture.checkout());
  }

  @Test
  void the_innermost_of_two_counts_and_the_other_is_said() {
    fixture.init("repo/vendor/inner");
    GitFixture.write(fixture.checkout().resolve("vendor/inner"), "a.txt", "a\n");
    fixture.commitAll(fixture.checkout().resolve("vendor/inner"), "Inner");

    Found found = fixture.found(fixture.checkout().resolve("vendor/inner"));

    assertThat(found.repository().dirs().workTree())
        .isEqualTo(fixture.checkout().resolve("vendor/inner"));
    assertThat(found.enclosing()).hasValue(fixture.checkout());
  }

  @Test
  void what_cannot_be_worked_in_is_said_in_words() throws IOException {
    Path plain = Files.createDirectories(fixture.root().resolve("plain"));
    fixture.init("bare.git", "--bare");
    fixture.init("empty");

    assertThat(search(plain))
        .isEqualTo(
            new Unusable(
                Reason.NOT_A_REPOSITORY,
                plain + " is in no git repository: run git init, or give another folder"));
    assertThat(search(plain.resolve("gone")).reason()).isEqualTo(Reason.NOT_A_REPOSITORY);
    assertThat(search(fixture.root().resolve("bare.git")).reason()).isEqualTo(Reason.BARE);
    assertThat(search(fixture.checkout().resolve(".git/refs")).reason())
        .isEqualTo(Reason.NOT_A_REPOSITORY);
    assertThat(search(fixture.root().resolve("empty")))
        .isEqualTo(
            new Unusable(
                Reason.NO_COMMIT,
                fixture.root().resolve("empty")
                    + " has no commit yet: commit something first, then start a task"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"with space", "üñï €", "quo'te \"s\"", "line\nbreak", "$(touch x);"})
  void strange_folder_names_work_all_the_way(String name) {
    fixture.init(name + "/repo");
    Path checkout = fixture.root().resolve(name + "/repo");
    GitFixture.write(checkout, name + ".txt", "one\n");
    CommitId base = fixture.commitAll(checkout, "Start");
    Repository repository = fixture.found(checkout).repository();

    Worktree worktree =
        GitFixture.ready(
            repository
                .worktrees()
                .create(GitFixture.TASK, base, fixture.root().resolve(name + "/tasks/one")));
    GitFixture.write(worktree.directory(), name + ".txt", "two\n");
    WorkingTree files = repository.workingTree(worktree);
    assertThat(files.status(List.of()).changes())
        .containsExactly(new WorkingChange(WorkingChange.Kind.MODIFIED, name + ".txt"));
    assertThat(files.inspect(base, List.of())).isEmpty();
    files.savePartial(new RunId("r.1"), List.of());
    files.reset(base, List.of());

    assertThat(repository.targets().move(new BranchName("main"), base, files.head()))
        .isEqualTo(new MoveResult.Moved());
    assertThat(repository.worktrees().remove(worktree, GitFixture.TASK, base, List.of()))
        .isInstanceOf(Removal.Removed.class);
    assertThat(Files.exists(worktree.directory())).isFalse();
  }

  @Test
  void the_base_is_the_remotes_default_branch_as_last_fetched_else_head() {
    Repository repository = fixture.repository();
    CommitId first = fixture.head("HEAD");
    assertThat(repository.base()).isEqualTo(new Selected("HEAD", first));

    fixture.git("clone", "--quiet", "--bare", ".", fixture.root().resolve("up.git").toString());
    fixture.git("remote", "add", "origin", fixture.root().resolve("up.git").toString());
    repository.remotes().fetch("origin");
    fixture.write("later.txt", "later\n");
    fixture.commitAll("Later");

    assertThat(repository.base()).isEqualTo(new Selected("origin/main", first));
    fixture.git("remote", "set-head", "origin", "main");
    assertThat(repository.base()).isEqualTo(new Selected("origin/main", first));
  }

  @Test
  void a_detached_head_has_no_target_and_says_what_to_do() {
    fixture.git("checkout", "--quiet", "--detach");
    Repository repository = fixture.repository();

    assertThat(repository.target())
        .isInstanceOfSatisfying(
            NotSelected.class,
            refusal -> assertThat(refusal.reason()).contains("say which branch"));
    assertThat(repository.target(new BranchName("main")))
        .isEqualTo(new SelectedBranch(new BranchName("main"), fixture.head("main")));
    assertThat(repository.target(new BranchName("gone"))).isInstanceOf(NotSelected.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "--all", "-x", "no-such", "HEAD:README.md", "main\n"})
  void what_is_no_commit_is_not_selected(String revision) {
    assertThat(fixture.repository().revision(revision)).isInstanceOf(NotSelected.class);
  }

  @Test
  void a_revision_is_resolved_to_the_whole_commit() {
    CommitId head = fixture.head("HEAD");
    fixture.git("tag", "-a", "v1", "-m", "one");

    for (String name : List.of("main", "v1", "HEAD", head.value().substring(0, 8))) {
      assertThat(fixture.repository().revision(name)).isEqualTo(new Selected(name, head));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "-x", "a..b", "a b", "a~1", "a:b", "@", "HEAD", "a.lock", "/a", "a/", "a//b", ".a",
        "a/.b", "a@{1}", "a\\b", "a*", "a.", "a\u0007"
      })
  void names_that_git_refuses_are_no_branch_names(String name) {
    assertThatThrownBy(() -> new BranchName(name)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void files_and_folders_of_a_commit_are_read_without_a_checkout() {
    Objects objects = fixture.repository().objects();
    CommitId head = fixture.head("HEAD");
    byte[] readme = "A sample\n".getBytes(StandardCharsets.UTF_8);
    BlobId blob = new BlobId(fixture.git("rev-parse", "HEAD:README.md"));

    assertThat(objects.read(head, "README.md", 100)).hasValue(readme);
    assertThat(objects.read(head, "README.md", 9)).hasValue(readme);
    assertThat(objects.blob(head, "README.md")).hasValue(blob);
    assertThat(objects.hashBlob(readme)).isEqualTo(blob);
    assertThat(objects.readText(head, "src", 100)).isEmpty();
    assertThat(objects.readText(head, "gone", 100)).isEmpty();
    assertThat(objects.list(head, "").stream().map(TreeEntry::path))
        .containsExactly("README.md", "src");
    assertThat(objects.list(head, "src").stream().map(TreeEntry::path))
        .containsExactly("src/App.java");
    assertThat(objects.list(head, "README.md")).isEmpty();
    assertThatThrownBy(() -> objects.read(head, "README.md", 8))
        .isInstanceOf(GitException.class)
        .hasMessageContaining("more than the 8 bytes");
  }

  @Test
  void a_diff_has_names_counts_and_a_bounded_patch() {
    CommitId from = fixture.head("HEAD");
    fixture.git("mv", "README.md", "READ ME.md");
    fixture.write("src/App.java", "class App {\n  int one = 1;\n  int three = 3;\n}\n");
    fixture.write("bin.dat", "\0\1\2");
    CommitId to = fixture.commitAll("Change");
    Diffs diffs = fixture.repository().diffs();

    List<FileChange> changes = diffs.changes(from, to);

    assertThat(changes.stream().map(c -> c.kind() + " " + c.oldPath() + " -> " + c.path()))
        .containsExactly(
            "RENAMED README.md -> READ ME.md",
            "ADDED bin.dat -> bin.dat",
            "MODIFIED src/App.java -> src/App.java");
    assertThat(changes.get(2).added()).hasValue(1);
    assertThat(changes.get(2).removed()).hasValue(1);
    assertThat(changes.get(1).added()).isEmpty();
    assertThat(diffs.changedPaths(from, to))
        .containsExactly("READ ME.md", "README.md", "bin.dat", "src/App.java");
    assertThat(diffs.patch(from, to, List.of("src/App.java"), 10_000).text())
        .contains("+  int three = 3;")
        .doesNotContain("READ ME");
    assertThat(diffs.patch(from, to, 100).isWhole()).isFalse();
  }

  @Test
  void history_is_listed_oldest_first() {
    CommitId start = fixture.head("HEAD");
    CommitId second = fixture.commitAll("Second\n\nbody");
    CommitId third = fixture.commitAll("Third\n\nA: b\nnot a trailer");
    Repository repository = fixture.repository();

    List<LoggedCommit> log = repository.log(start, third);

    assertThat(log.stream().map(LoggedCommit::id)).containsExactly(second, third);
    assertThat(log.getFirst().parents()).containsExactly(start);
    assertThat(log.getLast().trailers()).isEmpty();
    assertThat(repository.isAncestor(start, third)).isTrue();
    assertThat(repository.isAncestor(third, start)).isFalse();
  }

  @Test
  void a_sha256_repository_works() {
    fixture.init("new", "--object-format=sha256");
    Path checkout = fixture.root().resolve("new");
    GitFixture.write(checkout, "a.txt", "a\n");
    CommitId base = fixture.commitAll(checkout, "Start");
    Found found = fixture.found(checkout);
    Repository repository = found.repository();

    assertThat(found.traits().objectFormat()).isEqualTo("sha256");
    assertThat(base.value()).hasSize(64);
    Worktree worktree =
        GitFixture.ready(
            repository.worktrees().create(GitFixture.TASK, base, fixture.place("sha256")));
    GitFixture.write(worktree.directory(), "b.txt", "b\n");
    CommitResult result =
        repository
            .workingTree(worktree)
            .commit(
                new CommitRequest(
                    "B", List.of(), List.of(), List.of(), CommitRequest.Screening.NONE));
    CommitId commit = ((CommitResult.Committed) result).commit();
    assertThat(repository.objects().readText(commit, "b.txt", 10)).hasValue("b\n");
    assertThat(repository.targets().move(new BranchName("main"), base, commit))
        .isEqualTo(new MoveResult.Moved());
    assertThat(GitFixture.read(checkout, "b.txt")).isEqualTo("b\n");
  }

  @Test
  void a_shallow_repository_works() {
    fixture.commitAll("Second");
    fixture.commitAll("Third");
    fixture.git(
        "clone",
        "--quiet",
        "--depth=1",
        fixture.checkout().toUri().toString(),
        fixture.root().resolve("shallow").toString());
    Found found = fixture.found(fixture.root().resolve("shallow"));
    CommitId base = ((Selected) found.repository().base()).commit();

    assertThat(found.traits().isShallow()).isTrue();
    Worktree worktree =
        GitFixture.ready(
            found.repository().worktrees().create(GitFixture.TASK, base, fixture.place("shallow")));
    assertThat(GitFixture.read(worktree.directory(), "README.md")).isEqualTo("A sample\n");
    assertThat(found.repository().objects().readText(base, "README.md", 100)).isPresent();
  }

  @Test
  void a_sparse_repository_commits_without_losing_what_is_not_checked_out() {
    fixture.write("docs/guide.md", "guide\n");
    CommitId base = fixture.commitAll("Docs");
    fixture.git("sparse-checkout", "set", "src");
    Found found = fixture.found(fixture.checkout());
    Repository repository = found.repository();

    assertThat(found.traits().isSparse()).isTrue();
    Worktree worktree = fixture.worktree();
    assertThat(Files.exists(worktree.directory().resolve("docs"))).isFalse();
    GitFixture.write(worktree.directory(), "src/New.java", "class New {}\n");
    CommitResult result =
        repository
            .workingTree(worktree)
            .commit(
                new CommitRequest(
                    "New", List.of(), List.of(), List.of(), CommitRequest.Screening.NONE));

    CommitId commit = ((CommitResult.Committed) result).commit();
    assertThat(repository.diffs().changedPaths(base, commit)).containsExactly("src/New.java");
    assertThat(repository.objects().readText(commit, "docs/guide.md", 100)).hasValue("guide\n");
  }

  @Test
  void a_git_that_is_too_old_or_missing_or_something_else_is_said() throws IOException {
    Path bin = Files.createDirectories(fixture.root().resolve("bin"));
    try (Processes processes = new Processes()) {
      assertThatThrownBy(() -> Git.find(processes, Map.of("PATH", bin.toString())))
          .isInstanceOf(GitException.class)
          .hasMessageContaining("there is no git on the PATH")
          .hasMessageContaining("install git 2.38.0 or newer");
      fakeGit(bin, "git version 2.37.9 (Apple Git-1)");
      assertThatThrownBy(() -> Git.find(processes, Map.of("PATH", bin.toString())))
          .isInstanceOf(GitException.class)
          .hasMessage(
              bin.resolve("git")
                  + " is git 2.37.9: install git 2.38.0 or newer, or put a newer one first on the"
                  + " PATH");
      fakeGit(bin, "hello");
      assertThatThrownBy(() -> Git.find(processes, Map.of("PATH", bin.toString())))
          .isInstanceOf(GitException.class)
          .hasMessageContaining("not the version of a git");
      fakeGit(bin, "git version 2.45.1.windows.1");
      assertThat(Git.find(processes, Map.of("PATH", bin.toString())).version())
          .isEqualTo(new GitVersion(2, 45, 1));
    }
  }

  @Test
  void nobodys_name_is_no_identity() {
    assertThat(fixture.repository().identity())
        .hasValue(new Identity("Ann Example", "ann@example.com"));
    GitFixture.write(fixture.root().resolve("home"), "gitconfig", "");
    assertThat(fixture.repository().identity()).isEmpty();
  }

  private static void fakeGit(Path bin, String version) throws IOException {
    Path file = Files.writeString(bin.resolve("git"), "#!/bin/sh\necho '" + version + "'\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  private Unusable search(Path directory) {
    return (Unusable) Repository.find(fixture.git(), directory);
  }
}
