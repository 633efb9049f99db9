package dev.tercet.server.git;

import static java.time.temporal.ChronoUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tercet.server.git.CommitRequest.Screening;
import dev.tercet.server.git.CommitResult.Committed;
import dev.tercet.server.git.CommitResult.Hit;
import dev.tercet.server.git.CommitResult.NoIdentity;
import dev.tercet.server.git.CommitResult.NothingChanged;
import dev.tercet.server.git.CommitResult.OffBranch;
import dev.tercet.server.git.CommitResult.Reason;
import dev.tercet.server.git.CommitResult.Withheld;
import dev.tercet.server.git.PartialResult.Conflicting;
import dev.tercet.server.git.PartialResult.NoPartial;
import dev.tercet.server.git.PartialResult.Restored;
import dev.tercet.server.workflow.CommitId;
import dev.tercet.server.workflow.EffectId;
import dev.tercet.server.workflow.RunId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkingTreeTest {

  private static final RunId RUN = new RunId("csv-export-k3f9.3");

  @TempDir Path root;
  private GitFixture fixture;
  private Repository repository;
  private Worktree worktree;
  private WorkingTree files;

  @BeforeEach
  void createWorktree() {
    fixture = GitFixture.withCommit(root);
    repository = fixture.repository();
    worktree = fixture.worktree();
    files = repository.workingTree(worktree);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void a_folder_that_was_replaced_by_a_link_is_committed_as_one() throws IOException {
    write("docs/a.md", "a\n");
    write("docs/b.md", "b\n");
    committed(files.commit(everything()));
    delete("docs/a.md");
    delete("docs/b.md");
    Files.delete(worktree.directory().resolve("docs"));
    Files.createSymbolicLink(worktree.directory().resolve("docs"), Path.of("src"));

    CommitId linked = committed(files.commit(everything()));

    assertThat(repository.objects().list(linked, "").stream().map(TreeEntry::path))
        .contains("docs");
    assertThat(repository.objects().entry(linked, "docs").orElseThrow().kind())
        .isEqualTo(TreeEntry.Kind.SYMBOLIC_LINK);
    assertThat(fixture.git(worktree.directory(), "status", "--porcelain")).isEmpty();

    Files.delete(worktree.directory().resolve("docs"));
    write("docs/a.md", "again\n");
    CommitId back = committed(files.commit(everything()));
    assertThat(repository.objects().readText(back, "docs/a.md", 100)).hasValue("again\n");
  }

  @Test
  void a_change_of_the_same_length_in_the_same_second_is_committed() throws IOException {
    fixture.git("config", "core.trustctime", "false"); // Nobody can set that time.
    FileTime second = FileTime.from(Instant.now().minusSeconds(10).truncatedTo(SECONDS));
    Path file = worktree.directory().resolve("a.txt");
    write("a.txt", "one\n");
    Files.setLastModifiedTime(file, second);
    committed(files.commit(everything()));
    Files.setLastModifiedTime(worktree.gitDir().resolve("index"), second);

    write("a.txt", "two\n");
    Files.setLastModifiedTime(file, second);

    CommitId changed = committed(files.commit(everything()));
    assertThat(repository.objects().readText(changed, "a.txt", 100)).hasValue("two\n");
  }

  @Test
  void an_index_that_cannot_be_read_leaves_no_copy_of_it_behind() {
    GitFixture.write(worktree.gitDir(), "index", "rubbish");

    assertThatThrownBy(() -> files.savePartial(RUN, List.of())).isInstanceOf(GitException.class);

    assertThat(worktree.gitDir()).isDirectoryNotContaining("glob:**tercet-index-*");
  }

  @Test
  void commits_what_was_added_changed_and_deleted_as_the_user() {
    write("src/App.java", "class App {}\n");
    write("new dir/ü \"quoted\"\nline.txt", "new\n");
    delete("README.md");

    CommitId commit =
        committed(
            files.commit(
                new CommitRequest(
                    "Export CSV\n\nWith a body",
                    List.of(
                        new Trailer("Tercet-Effect", "csv-export-k3f9/commit-1"),
                        new Trailer("Co-Authored-By", "Builder <builder@example.com>")),
                    List.of(),
                    List.of(),
                    Screening.NONE)));

    assertThat(repository.diffs().changedPaths(fixture.head("main"), commit))
        .containsExactlyInAnyOrder("README.md", "new dir/ü \"quoted\"\nline.txt", "src/App.java");
    LoggedCommit logged = repository.log(fixture.head("main"), commit).getFirst();
    assertThat(logged.author()).isEqualTo(new Identity("Ann Example", "ann@example.com"));
    assertThat(logged.subject()).isEqualTo("Export CSV");
    assertThat(logged.trailers())
        .containsExactly(
            new Trailer("Tercet-Effect", "csv-export-k3f9/commit-1"),
            new Trailer("Co-Authored-By", "Builder <builder@example.com>"));
    assertThat(fixture.git(worktree.directory(), "status", "--porcelain")).isEmpty();
    assertThat(fixture.git(worktree.directory(), "symbolic-ref", "HEAD"))
        .isEqualTo("refs/heads/tercet/csv-export-k3f9");
  }

  @Test
  void a_second_commit_of_the_same_says_that_nothing_changed() {
    write("a.txt", "a\n");
    CommitId commit = committed(files.commit(everything()));

    assertThat(files.commit(everything())).isEqualTo(new NothingChanged(commit));
  }

  @Test
  void a_commit_is_found_again_by_its_effect() {
    BranchName branch = new BranchName("tercet/csv-export-k3f9");
    CommitId base = fixture.head("main");
    EffectId effect = new EffectId("csv-export-k3f9/commit-1");
    assertThat(repository.findByEffect(branch, effect, base)).isEmpty();
    write("a.txt", "a\n");
    CommitId commit =
        committed(
            files.commit(
                new CommitRequest(
                    "A",
                    List.of(new Trailer(Trailer.EFFECT, effect.value())),
                    List.of(),
                    List.of(),
                    Screening.NONE)));
    write("b.txt", "b\n");
    committed(files.commit(everything()));

    assertThat(repository.findByEffect(branch, effect, base).orElseThrow().id()).isEqualTo(commit);
    assertThat(repository.findByEffect(branch, effect, commit)).isEmpty();
  }

  @Test
  void copied_paths_stay_out_of_commits_even_when_they_were_staged() {
    write(".env", "SECRET=1\n");
    write("conf/local/key.pem", "key\n");
    write("a.txt", "a\n");
    fixture.git(worktree.directory(), "add", "--force", ".env", "conf/local/key.pem");

    CommitId commit =
        committed(
            files.commit(
                new CommitRequest(
                    "A", List.of(), List.of(), List.of(".env", "conf/local"), Screening.NONE)));

    assertThat(repository.diffs().changedPaths(fixture.head("main"), commit))
        .containsExactly("a.txt");
    assertThat(GitFixture.read(worktree.directory(), ".env")).isEqualTo("SECRET=1\n");
    assertThat(files.status(List.of(".env", "conf/local")).isClean()).isTrue();
  }

  @Test
  void only_some_paths_are_committed_when_told() {
    write(".tercet/tasks/t/spec.md", "spec\n");
    write("src/App.java", "class App {}\n");

    CommitId commit =
        committed(
            files.commit(
                new CommitRequest(
                    "Spec", List.of(), List.of(".tercet/tasks/t"), List.of(), Screening.NONE)));

    assertThat(repository.diffs().changedPaths(fixture.head("main"), commit))
        .containsExactly(".tercet/tasks/t/spec.md");
    assertThat(files.status(List.of()).changes())
        .containsExactly(new WorkingChange(WorkingChange.Kind.MODIFIED, "src/App.java"));
  }

  @Test
  void a_secret_or_a_huge_file_is_withheld() {
    write("config.txt", "token = s3cret-ü-token\n");
    write("big.bin", "x".repeat(5000));
    write("fine.txt", "fine\n");
    write("empty.txt", "");
    write("nested/last.bin", "\0binary s3cret-ü-token\0");
    CommitId before = files.head();

    CommitResult result =
        files.commit(
            new CommitRequest(
                "A",
                List.of(),
                List.of(),
                List.of(),
                new Screening(List.of("s3cret-ü-token", "short"), 4000)));

    assertThat(result)
        .isEqualTo(
            new Withheld(
                List.of(
                    new Hit("big.bin", Reason.TOO_LARGE),
                    new Hit("config.txt", Reason.HOLDS_A_SECRET),
                    new Hit("nested/last.bin", Reason.HOLDS_A_SECRET))));
    assertThat(files.head()).isEqualTo(before);
  }

  @Test
  void files_marked_as_never_changing_are_committed_all_the_same() {
    fixture.git(worktree.directory(), "update-index", "--assume-unchanged", "README.md");
    write("README.md", "changed unseen\n");

    CommitId commit = committed(files.commit(everything()));

    assertThat(repository.objects().readText(commit, "README.md", 1000))
        .hasValue("changed unseen\n");
  }

  @Test
  void nothing_is_committed_when_the_agent_switched_branches() {
    fixture.git(worktree.directory(), "checkout", "--quiet", "-b", "elsewhere");
    write("a.txt", "a\n");

    assertThat(files.commit(everything())).isEqualTo(new OffBranch("refs/heads/elsewhere"));
  }

  @Test
  void a_user_without_a_name_is_told_how_to_set_one() {
    GitFixture.write(root.resolve("home"), "gitconfig", "");
    write("a.txt", "a\n");

    assertThat(files.commit(everything()))
        .isInstanceOfSatisfying(
            NoIdentity.class,
            result -> assertThat(result.message()).contains("git config --global user.name"));
  }

  @Test
  void a_lock_that_a_crashed_git_left_in_our_worktree_does_not_stop_us() throws IOException {
    Files.createFile(worktree.gitDir().resolve("index.lock"));
    assertThat(files.lock().orElseThrow().file())
        .isEqualTo(worktree.gitDir().resolve("index.lock"));
    write("a.txt", "a\n");

    committed(files.commit(everything()));

    assertThat(files.lock()).isEmpty();
  }

  @Test
  void a_file_where_a_folder_was_and_a_folder_where_a_file_was() {
    delete("src/App.java");
    delete("src");
    write("src", "now a file\n");
    delete("README.md");
    write("README.md/inside.txt", "now a folder\n");

    CommitId commit = committed(files.commit(everything()));

    assertThat(repository.objects().list(commit, "").stream().map(TreeEntry::path))
        .containsExactlyInAnyOrder("README.md", "src");
    assertThat(repository.objects().readText(commit, "README.md/inside.txt", 100))
        .hasValue("now a folder\n");
  }

  @Test
  void partial_work_is_kept_reset_and_brought_back() {
    write("src/App.java", "class App { /* half done */ }\n");
    write("new.txt", "new\n");
    write("copied.env", "copied\n");
    List<String> copied = List.of("copied.env");
    CommitId head = files.head();

    CommitId partial = files.savePartial(RUN, copied).orElseThrow();
    assertThat(files.status(copied).changes()).hasSize(2);
    assertThat(files.savePartial(RUN, copied)).isPresent();
    files.reset(head, copied);
    files.reset(head, copied);

    assertThat(files.status(copied).isClean()).isTrue();
    assertThat(Files.exists(worktree.directory().resolve("new.txt"))).isFalse();
    assertThat(GitFixture.read(worktree.directory(), "copied.env")).isEqualTo("copied\n");
    assertThat(repository.diffs().changedPaths(head, partial))
        .containsExactly("new.txt", "src/App.java");

    assertThat(files.restorePartial(RUN)).isInstanceOf(Restored.class);
    assertThat(GitFixture.read(worktree.directory(), "new.txt")).isEqualTo("new\n");
    assertThat(GitFixture.read(worktree.directory(), "src/App.java")).contains("half done");
    assertThat(files.head()).isEqualTo(head);
    assertThat(files.status(copied).changes())
        .containsExactlyInAnyOrder(
            new WorkingChange(WorkingChange.Kind.MODIFIED, "src/App.java"),
            new WorkingChange(WorkingChange.Kind.UNTRACKED, "new.txt"));
  }

  @Test
  void partial_work_that_no_longer_fits_is_not_brought_back() {
    CommitId head = files.head();
    write("src/App.java", "class App { /* half done */ }\n");
    files.savePartial(RUN, List.of());
    files.reset(head, List.of());
    write("src/App.java", "class App { /* another way */ }\n");
    committed(files.commit(everything()));

    assertThat(files.restorePartial(RUN)).isEqualTo(new Conflicting(List.of("src/App.java")));
    assertThat(files.status(List.of()).isClean()).isTrue();
    assertThat(files.restorePartial(new RunId("csv-export-k3f9.9"))).isEqualTo(new NoPartial());
  }

  @Test
  void nothing_is_kept_of_a_run_that_changed_nothing() {
    assertThat(files.savePartial(RUN, List.of())).isEmpty();
  }

  @Test
  void reset_goes_back_to_the_branch_and_keeps_ignored_files() {
    write(".gitignore", "build/\n");
    CommitId head = committed(files.commit(everything()));
    write("build/out.jar", "jar\n");
    fixture.git(worktree.directory(), "checkout", "--quiet", "-b", "elsewhere");
    write(".gitignore", "");

    files.reset(head, List.of());

    assertThat(fixture.git(worktree.directory(), "symbolic-ref", "HEAD"))
        .isEqualTo("refs/heads/tercet/csv-export-k3f9");
    assertThat(GitFixture.read(worktree.directory(), "build/out.jar")).isEqualTo("jar\n");
    assertThat(files.status(List.of()).isClean()).isTrue();
  }

  @Test
  void reset_mends_an_index_that_cannot_be_read_and_files_that_were_hidden() throws IOException {
    fixture.git(worktree.directory(), "update-index", "--assume-unchanged", "README.md");
    write("README.md", "changed unseen\n");
    files.reset(files.head(), List.of());
    assertThat(GitFixture.read(worktree.directory(), "README.md")).isEqualTo("A sample\n");

    Files.writeString(worktree.gitDir().resolve("index"), "rubbish");
    write("README.md", "changed\n");
    files.reset(files.head(), List.of());

    assertThat(GitFixture.read(worktree.directory(), "README.md")).isEqualTo("A sample\n");
    assertThat(files.status(List.of()).isClean()).isTrue();
  }

  @Test
  void reset_does_not_delete_through_a_symbolic_link() throws IOException {
    Path outside = Files.createDirectories(root.resolve("outside"));
    GitFixture.write(outside, "precious.txt", "precious\n");
    Files.createSymbolicLink(worktree.directory().resolve("link"), outside);

    files.reset(files.head(), List.of());

    assertThat(GitFixture.read(outside, "precious.txt")).isEqualTo("precious\n");
    assertThat(Files.exists(worktree.directory().resolve("link"))).isFalse();
  }

  @Test
  void disk_use_counts_files_and_follows_no_link() throws IOException {
    Path outside = Files.createDirectories(root.resolve("outside"));
    GitFixture.write(outside, "big.txt", "x".repeat(100_000));
    Files.createSymbolicLink(worktree.directory().resolve("link"), outside);

    DiskUse use = files.diskUse();

    assertThat(use.isComplete()).isTrue();
    assertThat(use.bytes()).isLessThan(10_000);
    assertThat(use.files()).isEqualTo(4);
  }

  private static CommitRequest everything() {
    return new CommitRequest("Change", List.of(), List.of(), List.of(), Screening.NONE);
  }

  private static CommitId committed(CommitResult result) {
    assertThat(result).isInstanceOf(Committed.class);
    return ((Committed) result).commit();
  }

  private void write(String path, String content) {
    GitFixture.write(worktree.directory(), path, content);
  }

  private void delete(String path) {
    FileTree.delete(worktree.directory().resolve(path));
  }
}
