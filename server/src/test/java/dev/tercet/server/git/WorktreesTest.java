package dev.tercet.server.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tercet.server.git.BoundaryFinding.Kind;
import dev.tercet.server.git.CommitRequest.Screening;
import dev.tercet.server.git.Creation.DirectoryTaken;
import dev.tercet.server.git.Creation.Ready;
import dev.tercet.server.git.Removal.NotOurs;
import dev.tercet.server.git.Removal.Removed;
import dev.tercet.server.git.Removal.Uncommitted;
import dev.tercet.server.git.Removal.Unmerged;
import dev.tercet.server.workflow.CommitId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorktreesTest {

  @TempDir Path root;
  private GitFixture fixture;
  private Repository repository;
  private Worktrees worktrees;
  private CommitId base;
  private Path place;

  @BeforeEach
  void create() {
    fixture = GitFixture.withCommit(root);
    repository = fixture.repository();
    worktrees = repository.worktrees();
    base = fixture.head("main");
    place = fixture.place("csv");
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void a_worktree_has_the_bases_files_on_a_branch_of_its_own() {
    Creation creation = worktrees.create(GitFixture.TASK, base, place);

    Path gitDir = fixture.checkout().resolve(".git/worktrees/csv");
    assertThat(creation)
        .isEqualTo(
            new Ready(
                new Worktree(place, gitDir, new BranchName("tercet/csv-export-k3f9")), false));
    assertThat(GitFixture.read(place, "README.md")).isEqualTo("A sample\n");
    assertThat(fixture.git("status", "--porcelain")).isEmpty();
  }

  @Test
  void creating_it_again_adopts_it_with_what_was_done_since() {
    Worktree worktree = GitFixture.ready(worktrees.create(GitFixture.TASK, base, place));
    GitFixture.write(place, "a.txt", "a\n");

    assertThat(worktrees.create(GitFixture.TASK, base, place)).isEqualTo(new Ready(worktree, true));
    assertThat(GitFixture.read(place, "a.txt")).isEqualTo("a\n");
  }

  @Test
  void creating_is_finished_when_it_was_killed_between_branch_and_checkout() {
    fixture.git("branch", "tercet/csv-export-k3f9", base.value());

    Worktree worktree = GitFixture.ready(worktrees.create(GitFixture.TASK, base, place));

    assertThat(worktree.branch()).isEqualTo(new BranchName("tercet/csv-export-k3f9"));
  }

  @Test
  void creating_is_finished_when_it_was_killed_while_files_were_written() throws IOException {
    Worktree worktree = GitFixture.ready(worktrees.create(GitFixture.TASK, base, place));
    Files.writeString(worktree.gitDir().resolve("locked"), "initializing");
    Files.createFile(worktree.gitDir().resolve("index.lock"));
    Files.delete(worktree.gitDir().resolve("index"));
    Files.delete(place.resolve("README.md"));

    assertThat(worktrees.create(GitFixture.TASK, base, place)).isEqualTo(new Ready(worktree, true));
    assertThat(GitFixture.read(place, "README.md")).isEqualTo("A sample\n");
    assertThat(worktree.gitDir().resolve("locked")).doesNotExist();
  }

  @Test
  void a_branch_name_that_is_taken_gives_the_next_one() {
    fixture.git("checkout", "--quiet", "-b", "tercet/csv-export-k3f9");
    fixture.commitAll("Somebody's own work");
    CommitId theirs = fixture.head("HEAD");
    fixture.git("checkout", "--quiet", "main");

    Worktree worktree = GitFixture.ready(worktrees.create(GitFixture.TASK, base, place));

    assertThat(worktree.branch()).isEqualTo(new BranchName("tercet/csv-export-k3f9-2"));
    assertThat(fixture.head("tercet/csv-export-k3f9")).isEqualTo(theirs);
    assertThat(worktrees.create(GitFixture.TASK, base, place)).isEqualTo(new Ready(worktree, true));
  }

  @Test
  void a_branch_named_like_our_folder_of_branches_is_gone_round() {
    fixture.git("branch", "tercet");

    assertThat(GitFixture.ready(worktrees.create(GitFixture.TASK, base, place)).branch())
        .isEqualTo(new BranchName("tercet-csv-export-k3f9"));
  }

  @Test
  void a_folder_that_is_taken_is_left_alone() throws IOException {
    GitFixture.write(place, "mine.txt", "mine\n");
    assertThat(worktrees.create(GitFixture.TASK, base, place))
        .isEqualTo(new DirectoryTaken(place, "it is a folder with something in it"));

    Path link = fixture.place("link");
    Files.createSymbolicLink(link, fixture.root());
    assertThat(worktrees.create(GitFixture.TASK, base, link)).isInstanceOf(DirectoryTaken.class);

    Path theirs = fixture.place("theirs");
    fixture.git("worktree", "add", "--quiet", "-b", "theirs", theirs.toString());
    assertThat(worktrees.create(GitFixture.TASK, base, theirs))
        .isEqualTo(new DirectoryTaken(theirs, "it is a worktree of the branch theirs"));
    assertThat(repository.head(new BranchName("tercet/csv-export-k3f9"))).isEmpty();
  }

  @Test
  void a_folder_deleted_by_hand_is_checked_out_again_with_its_commits() {
    Worktree worktree = GitFixture.ready(worktrees.create(GitFixture.TASK, base, place));
    CommitId commit = fixture.commitAll(place, "Work");
    FileTree.delete(place);

    assertThat(worktrees.restore(worktree)).isInstanceOf(Ready.class);
    assertThat(repository.workingTree(worktree).head()).isEqualTo(commit);
    assertThat(worktrees.restore(worktree)).isEqualTo(new Ready(worktree, true));

    FileTree.delete(place);
    assertThat(worktrees.create(GitFixture.TASK, base, place)).isInstanceOf(Ready.class);
    assertThat(repository.workingTree(worktree).head()).isEqualTo(commit);
  }

  @Test
  void a_users_own_leftover_worktree_entry_is_not_pruned() {
    Path theirs = fixture.place("theirs");
    fixture.git("worktree", "add", "--quiet", "-b", "theirs", theirs.toString());
    FileTree.delete(theirs);
    Worktree worktree = GitFixture.ready(worktrees.create(GitFixture.TASK, base, place));
    FileTree.delete(place);

    worktrees.restore(worktree);
    worktrees.removeWithWork(worktree, GitFixture.TASK);

    assertThat(fixture.git("worktree", "list", "--porcelain")).contains(theirs.toString());
  }

  @Test
  void the_folder_of_worktrees_is_excluded_once() {
    worktrees.exclude("/.tercet/worktrees/");
    worktrees.exclude("/.tercet/worktrees/");
    GitFixture.ready(
        worktrees.create(
            GitFixture.TASK, base, fixture.checkout().resolve(".tercet/worktrees/csv")));

    assertThat(fixture.git("status", "--porcelain")).isEmpty();
    assertThat(
            GitFixture.read(fixture.checkout(), ".git/info/exclude")
                .lines()
                .filter("/.tercet/worktrees/"::equals))
        .hasSize(1);
  }

  @Test
  void a_detached_checkout_is_brought_from_commit_to_commit() {
    Worktree scratch = GitFixture.ready(worktrees.detached(place, base));
    assertThat(scratch.branch()).isNull();
    fixture.write("later.txt", "later\n");
    CommitId later = fixture.commitAll("Later");
    GitFixture.write(place, "left over.txt", "left over\n");
    GitFixture.write(place, "README.md", "changed\n");
    fixture.git(place, "checkout", "--quiet", "-b", "elsewhere");

    assertThat(worktrees.detached(place, later)).isEqualTo(new Ready(scratch, true));

    assertThat(repository.workingTree(scratch).head()).isEqualTo(later);
    assertThat(fixture.git(place, "status", "--porcelain")).isEmpty();
    assertThat(fixture.head("elsewhere")).isEqualTo(base);
    assertThat(worktrees.removeDetached(scratch)).isEqualTo(new Removed(Optional.empty()));
    assertThat(place).doesNotExist();
  }

  @Test
  void a_detached_checkout_takes_the_place_of_what_is_left_of_one() {
    Worktree scratch = GitFixture.ready(worktrees.detached(place, base));
    assertThat(worktrees.removeDetached(scratch)).isEqualTo(new Removed(Optional.empty()));
    GitFixture.write(place, ".git", "gitdir: /gone\n");
    GitFixture.write(place, "src/half.txt", "half\n");

    Worktree again = GitFixture.ready(worktrees.detached(place, base));

    assertThat(repository.workingTree(again).head()).isEqualTo(base);
    assertThat(fixture.git(place, "status", "--porcelain")).isEmpty();
    assertThat(place.resolve("src/half.txt")).doesNotExist();
  }

  @Test
  void work_that_is_nowhere_else_keeps_a_worktree() {
    Worktree worktree = GitFixture.ready(worktrees.create(GitFixture.TASK, base, place));
    GitFixture.write(place, "a.txt", "a\n");
    GitFixture.write(place, "copied.env", "x\n");

    assertThat(worktrees.remove(worktree, GitFixture.TASK, base, List.of("copied.env")))
        .isEqualTo(new Uncommitted(List.of("a.txt")));
    commit(worktree, "A", List.of("copied.env"));
    assertThat(worktrees.remove(worktree, GitFixture.TASK, base, List.of("copied.env")))
        .isEqualTo(new Unmerged(1));
    assertThat(place).exists();
  }

  @Test
  void removing_moves_the_branch_to_the_trash_and_can_be_repeated() {
    Worktree worktree = GitFixture.ready(worktrees.create(GitFixture.TASK, base, place));
    GitFixture.write(place, "a.txt", "a\n");
    CommitId work = commit(worktree, "A", List.of());
    GitFixture.write(place, "never committed.txt", "x\n");

    Removed removed = new Removed(Optional.of("refs/tercet/trash/csv-export-k3f9"));
    assertThat(worktrees.removeWithWork(worktree, GitFixture.TASK)).isEqualTo(removed);
    assertThat(worktrees.removeWithWork(worktree, GitFixture.TASK)).isEqualTo(removed);

    assertThat(place).doesNotExist();
    assertThat(fixture.head("refs/tercet/trash/csv-export-k3f9")).isEqualTo(work);
    assertThat(repository.head(new BranchName("tercet/csv-export-k3f9"))).isEmpty();
    assertThat(fixture.git("worktree", "list", "--porcelain")).doesNotContain("csv");
  }

  @Test
  void removing_follows_no_link() throws IOException {
    Worktree worktree = GitFixture.ready(worktrees.create(GitFixture.TASK, base, place));
    Path outside = Files.createDirectories(fixture.root().resolve("outside"));
    GitFixture.write(outside, "precious.txt", "precious\n");
    Files.createSymbolicLink(place.resolve("link"), outside);

    assertThat(worktrees.removeWithWork(worktree, GitFixture.TASK)).isInstanceOf(Removed.class);
    assertThat(GitFixture.read(outside, "precious.txt")).isEqualTo("precious\n");

    Worktree replaced =
        GitFixture.ready(worktrees.create(GitFixture.TASK, base, fixture.place("again")));
    FileTree.delete(replaced.directory());
    Files.createSymbolicLink(replaced.directory(), outside);
    assertThat(worktrees.removeWithWork(replaced, GitFixture.TASK)).isInstanceOf(NotOurs.class);
    assertThat(GitFixture.read(outside, "precious.txt")).isEqualTo("precious\n");
  }

  @Test
  void a_write_to_the_users_checkout_is_seen() {
    GitFixture.ready(worktrees.create(GitFixture.TASK, base, place));
    assertThat(repository.userStatus().isClean()).isTrue();

    fixture.write("src/App.java", "written from elsewhere\n");

    assertThat(repository.userStatus().changes())
        .containsExactly(new WorkingChange(WorkingChange.Kind.MODIFIED, "src/App.java"));
  }

  @Test
  void the_users_checkout_is_never_removed() {
    GitDirs dirs = repository.dirs();

    assertThat(
            worktrees.removeDetached(
                new Worktree(dirs.workTree(), dirs.commonDir().resolve("worktrees/x"), null)))
        .isInstanceOf(NotOurs.class);
    assertThat(worktrees.removeDetached(new Worktree(place, dirs.commonDir(), null)))
        .isInstanceOf(NotOurs.class);
    assertThat(GitFixture.read(fixture.checkout(), "README.md")).isEqualTo("A sample\n");
  }

  @Test
  void a_worktree_that_was_left_alone_has_no_findings() {
    Worktree worktree = GitFixture.ready(worktrees.create(GitFixture.TASK, base, place));
    GitFixture.write(place, ".gitignore", "node_modules/\n");
    GitFixture.write(place, "node_modules/package/.git/HEAD", "ref: refs/heads/main\n");

    assertThat(repository.workingTree(worktree).inspect(base, List.of())).isEmpty();
  }

  @Test
  void a_git_file_that_was_replaced_is_found_and_not_followed() throws IOException {
    Worktree worktree = GitFixture.ready(worktrees.create(GitFixture.TASK, base, place));
    WorkingTree files = repository.workingTree(worktree);
    fixture.init("evil");
    Path evil = fixture.root().resolve("evil");
    GitFixture.write(evil, "a.txt", "a\n");
    fixture.commitAll(evil, "Evil");
    fixture.git(evil, "config", "core.fsmonitor", fixture.trap().toString());
    Files.writeString(place.resolve(".git"), "gitdir: " + evil.resolve(".git") + "\n");
    GitFixture.write(place, "work.txt", "work\n");

    assertThat(kinds(files, base)).containsExactly(Kind.GIT_FILE_CHANGED);
    assertThat(files.status(List.of()).changes())
        .containsExactly(new WorkingChange(WorkingChange.Kind.UNTRACKED, "work.txt"));
    commit(worktree, "Work", List.of());
    assertThat(fixture.canary()).doesNotExist();

    Files.delete(place.resolve(".git"));
    fixture.git("clone", "--quiet", ".", place.resolve("clone").toString());
    Files.move(place.resolve("clone/.git"), place.resolve(".git"));
    assertThat(kinds(files, base)).contains(Kind.GIT_FILE_CHANGED);
    FileTree.delete(place.resolve(".git"));
    assertThat(kinds(files, base)).contains(Kind.GIT_FILE_CHANGED);
    assertThat(worktrees.removeWithWork(worktree, GitFixture.TASK)).isInstanceOf(Removed.class);
  }

  @Test
  void a_nested_repository_is_found_and_stays_out_of_commits() {
    Worktree worktree = GitFixture.ready(worktrees.create(GitFixture.TASK, base, place));
    Path nested = place.resolve("lib/nested");
    fixture.git("clone", "--quiet", ".", nested.toString());
    GitFixture.write(place, "src/.git", "gitdir: elsewhere\n");
    GitFixture.write(place, "a.txt", "a\n");
    fixture.git("-C", place.toString(), "add", "lib/nested");
    WorkingTree files = repository.workingTree(worktree);

    assertThat(files.inspect(base, List.of()).stream().map(f -> f.kind() + " " + f.path()))
        .containsExactlyInAnyOrder(
            "NEW_SUBMODULE lib/nested",
            "NESTED_REPOSITORY lib/nested/.git",
            "NESTED_REPOSITORY src/.git");
    CommitId commit = commit(worktree, "A", List.of());
    assertThat(repository.diffs().changedPaths(base, commit)).containsExactly("a.txt");
  }

  @Test
  void another_branch_that_is_checked_out_is_found() {
    Worktree worktree = GitFixture.ready(worktrees.create(GitFixture.TASK, base, place));
    fixture.git(place, "checkout", "--quiet", "--detach");

    assertThat(kinds(repository.workingTree(worktree), base)).containsExactly(Kind.OFF_BRANCH);
  }

  @Test
  void submodules_of_the_base_are_nobodys_fault_and_stay_as_they_are() {
    fixture.init("library");
    Path library = fixture.root().resolve("library");
    GitFixture.write(library, "lib.txt", "lib\n");
    fixture.commitAll(library, "Library");
    fixture.git("submodule", "--quiet", "add", library.toString(), "vendor/library");
    CommitId withSubmodule = fixture.commitAll("Add a submodule");
    Worktree worktree = GitFixture.ready(worktrees.create(GitFixture.TASK, withSubmodule, place));
    WorkingTree files = repository.workingTree(worktree);
    assertThat(files.status(List.of()).isClean()).isTrue();
    fixture.git(place, "submodule", "--quiet", "update", "--init");
    GitFixture.write(place, "vendor/library/lib.txt", "changed\n");
    fixture.commitAll(place.resolve("vendor/library"), "Inside");
    GitFixture.write(place, "a.txt", "a\n");

    assertThat(files.inspect(withSubmodule, List.of())).isEmpty();
    CommitId commit = commit(worktree, "A", List.of());
    assertThat(repository.diffs().changedPaths(withSubmodule, commit)).containsExactly("a.txt");
    assertThat(repository.objects().links(commit)).containsExactly("vendor/library");
    assertThat(worktrees.remove(worktree, GitFixture.TASK, commit, List.of()))
        .isInstanceOf(Removed.class);
  }

  private List<Kind> kinds(WorkingTree files, CommitId commit) {
    return files.inspect(commit, List.of()).stream().map(BoundaryFinding::kind).toList();
  }

  private CommitId commit(Worktree worktree, String message, List<String> except) {
    CommitResult result =
        repository
            .workingTree(worktree)
            .commit(new CommitRequest(message, List.of(), List.of(), except, Screening.NONE));
    assertThat(result).isInstanceOf(CommitResult.Committed.class);
    return ((CommitResult.Committed) result).commit();
  }
}
