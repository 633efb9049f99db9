package dev.tercet.server.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tercet.server.git.CommitRequest.Screening;
import dev.tercet.server.workflow.CommitId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class CopiedFilesTest {

  @TempDir Path root;
  private GitFixture fixture;
  private Repository repository;
  private Worktree worktree;
  private CopiedFiles copied;

  @BeforeEach
  void create() {
    fixture = GitFixture.withCommit(root);
    fixture.write(".gitignore", ".env*\nnode_modules/\nsecret/\n");
    fixture.commitAll("Ignore");
    repository = fixture.repository();
    worktree = fixture.worktree();
    copied = repository.copiedFiles();
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void only_ignored_files_that_match_are_copied() {
    fixture.write(".env", "A=1\n");
    fixture.write("sub/.env.local", "B=2\n");
    fixture.write(".env.example", "C=3\n");
    fixture.write("untracked.txt", "not ignored\n");
    fixture.write("secret/key", "not asked for\n");

    List<String> paths =
        copied.copy(
            List.of("# the environment", "", ".env*", "!.env.example", "*.txt", "README.md"),
            worktree);

    assertThat(paths).containsExactlyInAnyOrder(".env", "sub/.env.local");
    assertThat(GitFixture.read(worktree.directory(), "sub/.env.local")).isEqualTo("B=2\n");
    assertThat(worktree.directory().resolve("untracked.txt")).doesNotExist();
    assertThat(worktree.directory().resolve("secret")).doesNotExist();
  }

  @Test
  void a_copy_is_no_hard_link_and_keeps_mode_and_links() throws IOException {
    fixture.write("node_modules/bin/tool.js", "tool\n");
    Path tool = fixture.checkout().resolve("node_modules/bin/tool.js");
    Files.setPosixFilePermissions(tool, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.createSymbolicLink(
        fixture.checkout().resolve("node_modules/tool"), Path.of("bin/tool.js"));
    Files.createSymbolicLink(fixture.checkout().resolve("node_modules/gone"), Path.of("/gone"));

    List<String> paths = copied.copy(List.of("node_modules/"), worktree);

    assertThat(paths)
        .containsExactlyInAnyOrder(
            "node_modules/bin/tool.js", "node_modules/tool", "node_modules/gone");
    Path copy = worktree.directory().resolve("node_modules/bin/tool.js");
    assertThat(Files.isExecutable(copy)).isTrue();
    assertThat(Files.readSymbolicLink(worktree.directory().resolve("node_modules/tool")))
        .isEqualTo(Path.of("bin/tool.js"));
    assertThat(Files.readSymbolicLink(worktree.directory().resolve("node_modules/gone")))
        .isEqualTo(Path.of("/gone"));
    Files.writeString(copy, "edited in place\n");
    assertThat(Files.readString(tool)).isEqualTo("tool\n");
  }

  @Test
  void copying_again_says_the_same_and_overwrites_nothing() {
    fixture.write(".env", "A=1\n");
    List<String> first = copied.copy(List.of(".env"), worktree);
    GitFixture.write(worktree.directory(), ".env", "changed by the task\n");

    assertThat(copied.copy(List.of(".env"), worktree)).isEqualTo(first);
    assertThat(GitFixture.read(worktree.directory(), ".env")).isEqualTo("changed by the task\n");
  }

  @Test
  void a_file_that_a_crash_cut_short_is_copied_again() {
    fixture.write(".env", "A=1\n");
    GitFixture.write(worktree.directory(), ".env", "A");

    copied.copy(List.of(".env"), worktree);

    assertThat(GitFixture.read(worktree.directory(), ".env")).isEqualTo("A=1\n");
  }

  @Test
  void the_same_files_are_copied_into_another_worktree() {
    fixture.write(".env", "A=1\n");
    fixture.write("node_modules/#odd !name*.js", "odd\n");
    List<String> paths = copied.copy(List.of(".env", "node_modules/"), worktree);
    Worktree scratch =
        GitFixture.ready(
            repository.worktrees().detached(fixture.place("scratch"), fixture.head("main")));

    assertThat(copied.copyPaths(paths, scratch)).isEqualTo(paths);
    assertThat(GitFixture.read(scratch.directory(), "node_modules/#odd !name*.js"))
        .isEqualTo("odd\n");
    assertThat(copied.copyPaths(List.of("../outside", "/etc/hosts", "gone", ".env"), scratch))
        .containsExactly(".env");
  }

  @Test
  void what_the_base_has_is_not_overwritten() {
    GitFixture.write(worktree.directory(), ".env", "committed\n");
    fixture.git(worktree.directory(), "add", "--force", ".env");
    fixture.write(".env", "mine\n");

    assertThat(copied.copy(List.of(".env"), worktree)).isEmpty();
    assertThat(GitFixture.read(worktree.directory(), ".env")).isEqualTo("committed\n");
  }

  @Test
  void nothing_is_written_through_a_symbolic_link() throws IOException {
    Path outside = Files.createDirectories(fixture.root().resolve("outside"));
    Files.createSymbolicLink(worktree.directory().resolve("secret"), outside);
    fixture.write("secret/key", "key\n");
    Files.createSymbolicLink(worktree.directory().resolve(".env"), outside.resolve("written.txt"));
    fixture.write(".env", "A=1\n");

    copied.copy(List.of("secret/", ".env"), worktree);

    assertThat(outside).isEmptyDirectory();
  }

  @Test
  void copied_files_stay_out_of_commits_when_the_task_stops_ignoring_them() {
    fixture.write(".env", "A=1\n");
    List<String> paths = copied.copy(List.of(".env"), worktree);
    GitFixture.write(worktree.directory(), ".gitignore", "\n");
    WorkingTree files = repository.workingTree(worktree);
    CommitId base = files.head();

    CommitResult result =
        files.commit(new CommitRequest("Stop", List.of(), List.of(), paths, Screening.NONE));

    assertThat(result).isInstanceOf(CommitResult.Committed.class);
    assertThat(repository.diffs().changedPaths(base, files.head())).containsExactly(".gitignore");
  }

  @Test
  void worktrees_inside_the_checkout_are_not_copied_into_one_another() {
    repository.worktrees().exclude("/.tercet/worktrees/");
    Path inside = fixture.checkout().resolve(".tercet/worktrees/csv");
    fixture.git("worktree", "add", "--quiet", "--detach", inside.toString());
    GitFixture.write(inside, ".env", "A=1\n");

    assertThat(copied.copy(List.of(".env", ".tercet/"), worktree)).isEmpty();
  }

  @Test
  void nothing_is_copied_when_nothing_is_asked_for() {
    fixture.write(".env", "A=1\n");

    assertThat(copied.copy(List.of(), worktree)).isEmpty();
    assertThat(copied.copy(List.of("# only a comment", " "), worktree)).isEmpty();
  }

  @Test
  @Timeout(300)
  void a_folder_of_twenty_thousand_files_is_copied() throws IOException {
    for (int folder = 0; folder < 200; folder++) {
      Path place =
          Files.createDirectories(fixture.checkout().resolve("node_modules/package-" + folder));
      for (int file = 0; file < 100; file++) {
        Files.writeString(place.resolve("file-" + file + ".js"), "module " + file + "\n");
      }
    }

    List<String> paths = copied.copy(List.of("node_modules/"), worktree);

    assertThat(paths).hasSize(20_000);
    assertThat(GitFixture.read(worktree.directory(), "node_modules/package-199/file-99.js"))
        .isEqualTo("module 99\n");
    assertThat(repository.workingTree(worktree).status(paths).isClean()).isTrue();
  }
}
