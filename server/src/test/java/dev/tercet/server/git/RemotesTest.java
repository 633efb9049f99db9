package dev.tercet.server.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tercet.server.git.PushResult.NonFastForward;
import dev.tercet.server.git.PushResult.Pushed;
import dev.tercet.server.git.PushResult.Rejected;
import dev.tercet.server.workflow.CommitId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RemotesTest {

  private static final BranchName MAIN = new BranchName("main");

  @TempDir Path root;
  private GitFixture fixture;
  private Repository repository;
  private Remotes remotes;
  private Path bare;

  @BeforeEach
  void create() {
    fixture = GitFixture.withCommit(root);
    bare = fixture.root().resolve("up.git");
    fixture.git("clone", "--quiet", "--bare", ".", bare.toString());
    fixture.git("remote", "add", "origin", bare.toString());
    repository = fixture.repository();
    remotes = repository.remotes();
    remotes.fetch("origin");
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void a_branch_is_pushed_forward_and_seen_by_a_fetch() {
    CommitId next = fixture.commitAll("Next");

    assertThat(remotes.push("origin", next, MAIN)).isEqualTo(new Pushed());
    assertThat(remotes.push("origin", next, MAIN)).isEqualTo(new Pushed());
    assertThat(fixture.git(bare, "rev-parse", "main")).isEqualTo(next.value());
    remotes.fetch("origin");
    assertThat(repository.ref("refs/remotes/origin/main")).hasValue(next);
    assertThat(remotes.push("origin", next, new BranchName("tercet/new"))).isEqualTo(new Pushed());
  }

  @Test
  void a_remote_that_moved_on_is_no_fast_forward() {
    CommitId seen = fixture.head("main");
    CommitId theirs = fixture.commitAll("Theirs");
    remotes.push("origin", theirs, MAIN);
    fixture.git("reset", "--quiet", "--hard", seen.value());
    CommitId ours = fixture.commitAll("Ours");

    assertThat(remotes.push("origin", ours, MAIN)).isEqualTo(new NonFastForward());
    assertThat(remotes.pushReplacing("origin", ours, MAIN, Optional.of(seen)))
        .isEqualTo(new NonFastForward());
    assertThat(remotes.pushReplacing("origin", ours, MAIN, Optional.empty()))
        .isEqualTo(new NonFastForward());
    assertThat(fixture.git(bare, "rev-parse", "main")).isEqualTo(theirs.value());
    assertThat(remotes.pushReplacing("origin", ours, MAIN, Optional.of(theirs)))
        .isEqualTo(new Pushed());
  }

  @Test
  void what_a_hook_of_the_remote_says_is_passed_on() throws IOException {
    Path hook =
        Files.writeString(
            bare.resolve("hooks/pre-receive"), "#!/bin/sh\necho 'main is protected' >&2\nexit 1\n");
    assertThat(hook.toFile().setExecutable(true)).isTrue();

    assertThat(remotes.push("origin", fixture.commitAll("Next"), MAIN))
        .isInstanceOfSatisfying(
            Rejected.class, rejected -> assertThat(rejected.text()).contains("main is protected"));
  }

  @Test
  void a_remote_that_is_gone_or_unknown_is_an_error() {
    FileTree.delete(bare);

    assertThatThrownBy(() -> remotes.push("origin", fixture.head("main"), MAIN))
        .isInstanceOf(GitException.class)
        .hasMessageContaining("git push to origin");
    assertThatThrownBy(() -> remotes.fetch("origin")).isInstanceOf(GitException.class);
    assertThatThrownBy(() -> remotes.fetch("--upload-pack=x"))
        .isInstanceOf(GitException.class)
        .hasMessageContaining("has no remote");
  }

  @Test
  void the_default_remote_is_the_branchs_own_else_origin_else_the_only_one() {
    assertThat(remotes.defaultRemote()).hasValue("origin");
    assertThat(remotes.url("origin")).hasValue(bare.toString());
    fixture.git("remote", "add", "fork", bare.toString());
    fixture.git("config", "branch.main.remote", "fork");
    assertThat(remotes.defaultRemote()).hasValue("fork");
    fixture.git("remote", "remove", "origin");
    fixture.git("config", "--unset", "branch.main.remote");
    assertThat(remotes.defaultRemote()).hasValue("fork");
    fixture.git("remote", "remove", "fork");
    assertThat(remotes.defaultRemote()).isEmpty();
    assertThat(remotes.defaultBranch()).isEmpty();
  }

  @Test
  void what_a_partial_clone_lacks_is_fetched_but_by_no_program_of_the_repositorys() {
    fixture.git(bare, "config", "uploadpack.allowFilter", "true");
    fixture.git(bare, "config", "uploadpack.allowAnySHA1InWant", "true");
    fixture.write("later.txt", "later");
    CommitId later = fixture.commitAll("Later");
    assertThat(remotes.push("origin", later, MAIN)).isEqualTo(new Pushed());
    Path partial = fixture.root().resolve("partial");
    fixture.git(
        "clone",
        "--quiet",
        "--no-checkout",
        "--filter=blob:none",
        "file://" + bare,
        partial.toString());
    Repository clone = fixture.found(partial).repository();
    fixture.git(partial, "config", "core.sshCommand", "touch " + fixture.root().resolve("ran"));

    assertThatThrownBy(() -> clone.remotes().complete(later))
        .isInstanceOf(GitException.class)
        .hasMessageContaining("core.sshcommand");
    fixture.git(partial, "config", "--unset", "core.sshCommand");
    assertThatThrownBy(() -> clone.objects().readText(later, "later.txt", 100))
        .isInstanceOf(GitException.class);
    clone.remotes().complete(later);
    assertThat(clone.objects().readText(later, "later.txt", 100)).contains("later");
  }
}
