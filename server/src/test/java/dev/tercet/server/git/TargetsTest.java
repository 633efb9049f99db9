package dev.tercet.server.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tercet.server.git.MoveResult.Dirty;
import dev.tercet.server.git.MoveResult.Locked;
import dev.tercet.server.git.MoveResult.Moved;
import dev.tercet.server.git.MoveResult.Stale;
import dev.tercet.server.git.MoveResult.UntrackedInTheWay;
import dev.tercet.server.workflow.CommitId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TargetsTest {

  private static final BranchName MAIN = new BranchName("main");

  @TempDir Path root;
  private GitFixture fixture;
  private Repository repository;
  private CommitId old;
  private CommitId next;

  /** {@code main} is checked out; {@code next} changes App.java and adds {@code new/file.txt}. */
  @BeforeEach
  void create() {
    fixture = GitFixture.withCommit(root);
    fixture.write("notes.txt", "notes\n");
    old = fixture.commitAll("Notes");
    fixture.git("checkout", "--quiet", "-b", "task");
    fixture.write("src/App.java", "class App {}\n");
    fixture.write("new/file.txt", "new\n");
    next = fixture.commitAll("Work");
    fixture.git("checkout", "--quiet", "main");
    repository = fixture.repository();
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void a_clean_checkout_moves_with_its_branch() {
    assertThat(move()).isEqualTo(new Moved());

    assertThat(fixture.head("main")).isEqualTo(next);
    assertThat(GitFixture.read(fixture.checkout(), "new/file.txt")).isEqualTo("new\n");
    assertThat(fixture.git("status", "--porcelain")).isEmpty();
    assertThat(move()).isEqualTo(new Moved());
  }

  @Test
  void changes_elsewhere_in_the_checkout_are_no_obstacle_and_stay() {
    fixture.write("notes.txt", "being edited\n");
    fixture.write("scratch.txt", "mine\n");

    assertThat(move()).isEqualTo(new Moved());

    assertThat(GitFixture.read(fixture.checkout(), "notes.txt")).isEqualTo("being edited\n");
    assertThat(GitFixture.read(fixture.checkout(), "scratch.txt")).isEqualTo("mine\n");
  }

  @Test
  void changes_in_a_file_concerned_are_a_refusal() {
    fixture.write("src/App.java", "mine\n");

    assertThat(move()).isEqualTo(new Dirty(List.of("src/App.java")));
    assertNothingMoved();
    fixture.git("add", "src/App.java");
    assertThat(move()).isEqualTo(new Dirty(List.of("src/App.java")));
    assertNothingMoved();
    assertThat(GitFixture.read(fixture.checkout(), "src/App.java")).isEqualTo("mine\n");
  }

  @Test
  void an_untracked_or_ignored_file_in_the_way_is_a_refusal() {
    fixture.write("new/file.txt", "mine\n");
    assertThat(move()).isEqualTo(new UntrackedInTheWay(List.of("new/file.txt")));

    fixture.write(".git/info/exclude", "new/\n");
    assertThat(move()).isEqualTo(new UntrackedInTheWay(List.of("new/file.txt")));

    assertNothingMoved();
    assertThat(GitFixture.read(fixture.checkout(), "new/file.txt")).isEqualTo("mine\n");
  }

  @Test
  void an_untracked_file_where_a_folder_must_be_is_a_refusal() {
    fixture.write("new", "a file\n");

    assertThat(move()).isEqualTo(new UntrackedInTheWay(List.of("new")));
    assertNothingMoved();
  }

  @Test
  void a_branch_that_is_checked_out_nowhere_moves_alone() {
    fixture.git("checkout", "--quiet", "-b", "elsewhere");

    assertThat(move()).isEqualTo(new Moved());

    assertThat(fixture.head("main")).isEqualTo(next);
    assertThat(GitFixture.read(fixture.checkout(), "src/App.java")).contains("one");
  }

  @Test
  void a_branch_that_is_checked_out_in_another_worktree_moves_there() {
    fixture.git("checkout", "--quiet", "--detach");
    Path other = fixture.place("their worktree");
    fixture.git("worktree", "add", "--quiet", other.toString(), "main");

    assertThat(move()).isEqualTo(new Moved());
    assertThat(GitFixture.read(other, "new/file.txt")).isEqualTo("new\n");
    assertThat(fixture.git(other, "status", "--porcelain")).isEmpty();
  }

  @Test
  void a_worktree_deleted_by_hand_does_not_hold_its_branch() {
    fixture.git("checkout", "--quiet", "--detach");
    Path other = fixture.place("theirs");
    fixture.git("worktree", "add", "--quiet", other.toString(), "main");
    FileTree.delete(other);

    assertThat(move()).isEqualTo(new Moved());
    assertThat(fixture.head("main")).isEqualTo(next);
  }

  @Test
  void a_branch_that_moved_meanwhile_is_stale() {
    CommitId actual = fixture.commitAll("Meanwhile");

    assertThat(move()).isEqualTo(new Stale(Optional.of(actual)));
    assertThat(fixture.head("main")).isEqualTo(actual);
    assertThat(repository.targets().move(new BranchName("gone"), old, next))
        .isEqualTo(new Stale(Optional.empty()));
    assertThat(repository.targets().move(MAIN, actual, next)).isInstanceOf(Stale.class);
  }

  @Test
  void a_lock_in_the_users_checkout_is_said_with_its_age_and_left() throws IOException {
    Path lock = Files.createFile(fixture.checkout().resolve(".git/index.lock"));
    Files.setLastModifiedTime(lock, FileTime.from(Instant.now().minusSeconds(3600)));

    assertThat(move())
        .isInstanceOfSatisfying(
            Locked.class,
            locked -> {
              assertThat(locked.lock().file()).isEqualTo(lock);
              assertThat(locked.lock().age()).isGreaterThan(Duration.ofMinutes(59));
            });
    assertNothingMoved();
    assertThat(lock).exists();
  }

  private MoveResult move() {
    return repository.targets().move(MAIN, old, next);
  }

  private void assertNothingMoved() {
    assertThat(fixture.head("main")).isEqualTo(old);
  }
}
