package dev.tercet.server.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tercet.server.git.MergeResult.Clean;
import dev.tercet.server.git.MergeResult.Conflict;
import dev.tercet.server.git.MergeResult.Nothing;
import dev.tercet.server.workflow.CommitId;
import dev.tercet.server.workflow.EffectId;
import dev.tercet.server.workflow.MergeStrategy;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MergesTest {

  @TempDir Path root;
  private GitFixture fixture;
  private Repository repository;
  private Merges merges;
  private CommitId start;
  private CommitId target;
  private CommitId head;

  /** {@code main} and {@code task} have gone apart in different files, the task by two commits. */
  @BeforeEach
  void create() {
    fixture = GitFixture.withCommit(root);
    repository = fixture.repository();
    merges = repository.merges();
    start = fixture.head("main");
    fixture.git("checkout", "--quiet", "-b", "task");
    fixture.write("a.txt", "a\n");
    fixture.commitAll("First");
    fixture.write("b.txt", "b\n");
    head = fixture.commitAll("Second");
    fixture.git("checkout", "--quiet", "main");
    fixture.write("main.txt", "main\n");
    target = fixture.commitAll("Meanwhile");
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @ParameterizedTest
  @EnumSource
  void every_strategy_gives_the_same_tree_and_moves_no_branch(MergeStrategy strategy) {
    Clean clean = clean(merges.merge(request(strategy)));

    assertThat(repository.objects().list(clean.commit(), "").stream().map(TreeEntry::path))
        .containsExactly("README.md", "a.txt", "b.txt", "main.txt", "src");
    assertThat(fixture.git("rev-parse", clean.commit() + "^{tree}")).isEqualTo(clean.tree());
    assertThat(fixture.head("main")).isEqualTo(target);
    assertThat(fixture.head("task")).isEqualTo(head);
    assertThat(fixture.git("status", "--porcelain")).isEmpty();
    assertThat(repository.isAncestor(target, clean.commit())).isTrue();
  }

  @Test
  void a_merge_has_both_parents() {
    LoggedCommit merge = last(clean(merges.merge(request(MergeStrategy.MERGE))));

    assertThat(merge.parents()).containsExactly(target, head);
    assertThat(merge.message()).isEqualTo("Merge it\n");
    assertThat(merge.author().name()).isEqualTo("Ann Example");
  }

  @Test
  void a_squash_is_one_commit() {
    LoggedCommit squash = last(clean(merges.merge(request(MergeStrategy.SQUASH))));

    assertThat(squash.parents()).containsExactly(target);
    assertThat(squash.subject()).isEqualTo("Merge it");
  }

  @Test
  void a_rebase_keeps_the_commits_and_their_authors() {
    fixture.git("checkout", "--quiet", "task");
    fixture.git("commit", "--quiet", "--amend", "--no-edit", "--author=Bo Other <bo@example.com>");
    head = fixture.head("task");

    Clean clean = clean(merges.merge(request(MergeStrategy.REBASE)));

    List<LoggedCommit> log = repository.log(target, clean.commit());
    assertThat(log.stream().map(LoggedCommit::subject)).containsExactly("First", "Second");
    assertThat(log.getLast().author()).isEqualTo(new Identity("Bo Other", "bo@example.com"));
    assertThat(log.getFirst().parents()).containsExactly(target);
  }

  @Test
  void a_rebase_leaves_out_what_the_target_has_already() {
    fixture.git("cherry-pick", "task~1");
    target = fixture.head("main");

    Clean clean = clean(merges.rebase(head, target));

    assertThat(repository.log(target, clean.commit()).stream().map(LoggedCommit::subject))
        .containsExactly("Second");
  }

  @Test
  void a_rebase_onto_where_the_branch_stands_already_changes_nothing() {
    assertThat(merges.rebase(head, start)).isEqualTo(new Clean(head, treeOf(head)));
  }

  @ParameterizedTest
  @EnumSource
  void what_is_merged_already_is_nothing_to_merge(MergeStrategy strategy) {
    assertThat(merges.merge(new MergeRequest(head, start, strategy, "Again")))
        .isEqualTo(new Nothing());
  }

  @ParameterizedTest
  @EnumSource
  void a_conflict_names_the_files_and_shows_the_places(MergeStrategy strategy) {
    fixture.write("a.txt", "other\n");
    fixture.git("rm", "--quiet", "README.md");
    target = fixture.commitAll("Same place");
    fixture.git("checkout", "--quiet", "task");
    fixture.write("README.md", "changed where it was deleted\n");
    head = fixture.commitAll("Third");
    fixture.git("checkout", "--quiet", "main");

    MergeResult result = merges.merge(request(strategy));

    assertThat(result)
        .isInstanceOfSatisfying(
            Conflict.class,
            conflict -> {
              assertThat(conflict.paths()).contains("a.txt");
              assertThat(conflict.evidence())
                  .contains("--- a.txt", "<<<<<<< ", "other", "=======", "a", ">>>>>>> ");
            });
    assertThat(fixture.head("main")).isEqualTo(target);
    assertThat(fixture.git("status", "--porcelain")).isEmpty();
  }

  @Test
  void a_file_changed_here_and_deleted_there_is_said() {
    fixture.git("rm", "--quiet", "README.md");
    target = fixture.commitAll("Delete");
    fixture.git("checkout", "--quiet", "task");
    fixture.write("README.md", "changed\n");
    head = fixture.commitAll("Change");

    assertThat(merges.merge(request(MergeStrategy.MERGE)))
        .isInstanceOfSatisfying(
            Conflict.class,
            conflict -> {
              assertThat(conflict.paths()).containsExactly("README.md");
              assertThat(conflict.evidence()).contains("CONFLICT (modify/delete)");
            });
  }

  @ParameterizedTest
  @EnumSource
  void undone_and_merged_again_has_the_code_back(MergeStrategy strategy) {
    Clean merged = clean(merges.merge(request(strategy)));
    Merges.Change change = new Merges.Change(target, merged.commit());

    Clean undone = clean(merges.undo(change, merged.commit(), "Undo"));
    assertThat(undone.tree()).isEqualTo(treeOf(target));
    assertThat(merges.undo(change, undone.commit(), "Undo twice")).isEqualTo(new Nothing());
    Clean redone =
        clean(
            merges.undo(
                new Merges.Change(merged.commit(), undone.commit()),
                undone.commit(),
                "Undo the undo"));

    assertThat(redone.tree()).isEqualTo(merged.tree());
    assertThat(repository.isAncestor(merged.commit(), redone.commit())).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void every_strategy_is_sealed_with_trailers_that_are_found_again(MergeStrategy strategy) {
    Clean clean = clean(merges.merge(request(strategy)));
    EffectId effect = new EffectId("csv-export-k3f9/merge.1");

    CommitId sealed =
        merges.sealed(
            clean.commit(),
            List.of(
                new Trailer("Tercet-Onto", target.value()),
                new Trailer(Trailer.EFFECT, effect.value())));

    assertThat(treeOf(sealed)).isEqualTo(clean.tree());
    LoggedCommit found = repository.findByEffect(sealed, effect, start).orElseThrow();
    assertThat(found.id()).isEqualTo(sealed);
    assertThat(found.trailer("Tercet-Onto")).contains(target.value());
    assertThat(repository.read(clean.commit()).parents()).isEqualTo(found.parents());
  }

  @Test
  void trailers_join_those_that_a_commit_has() {
    fixture.git("checkout", "--quiet", "task");
    fixture.git(
        "commit", "--quiet", "--amend", "-m", "Second\n\nTercet-Effect: t/commit:build.1.1");

    LoggedCommit sealed =
        repository.read(
            merges.sealed(fixture.head("task"), List.of(new Trailer("Tercet-Task", "t"))));

    assertThat(sealed.message())
        .isEqualTo("Second\n\nTercet-Effect: t/commit:build.1.1\nTercet-Task: t\n");
    assertThat(sealed.author().name()).isEqualTo("Ann Example");
  }

  @ParameterizedTest
  @EnumSource
  void a_folder_that_is_dropped_is_in_no_commit_of_the_target(MergeStrategy strategy) {
    fixture.git("checkout", "--quiet", "task");
    fixture.write(".tercet/tasks/t/spec.md", "spec\n");
    fixture.commitAll("Spec only");
    fixture.write(".tercet/tasks/t/review.md", "review\n");
    fixture.write("c.txt", "c\n");
    head = fixture.commitAll("Third");
    fixture.git("checkout", "--quiet", "main");

    CommitId bare = merges.without(start, head, ".tercet/tasks/t");
    assertThat(merges.without(start, head, ".tercet/tasks/t")).isEqualTo(bare);
    Clean clean = clean(merges.merge(new MergeRequest(target, bare, strategy, "Merge it")));

    assertThat(repository.log(start, clean.commit()))
        .allSatisfy(
            commit ->
                assertThat(fixture.git("ls-tree", "-r", "--name-only", commit.id().value()))
                    .doesNotContain(".tercet"))
        .noneSatisfy(commit -> assertThat(commit.subject()).isEqualTo("Spec only"));
    assertThat(repository.objects().list(clean.commit(), "").stream().map(TreeEntry::path))
        .contains("a.txt", "b.txt", "c.txt", "main.txt");
    assertThat(repository.log(start, bare).stream().map(LoggedCommit::subject))
        .containsExactly("First", "Second", "Third");
  }

  @Test
  void a_branch_without_the_folder_is_left_as_it_is() {
    assertThat(merges.without(start, head, ".tercet/tasks/t")).isEqualTo(head);
  }

  @ParameterizedTest
  @EnumSource(names = {"SQUASH", "REBASE"})
  void only_what_is_new_is_merged_where_the_target_has_the_rest(MergeStrategy strategy) {
    CommitId before = clean(merges.merge(request(strategy))).commit();
    CommitId merged = head;
    fixture.git("checkout", "--quiet", "task");
    fixture.write("c.txt", "c\n");
    head = fixture.commitAll("Third");

    Clean again =
        clean(merges.merge(new MergeRequest(before, head, merged, strategy, "Merge the rest")));

    assertThat(repository.log(before, again.commit())).hasSize(1);
    assertThat(merges.merge(new MergeRequest(before, merged, merged, strategy, "Nothing new")))
        .isEqualTo(new Nothing());
  }

  @Test
  void an_undo_that_no_longer_fits_is_a_conflict() {
    Clean merged = clean(merges.merge(request(MergeStrategy.MERGE)));
    fixture.git("reset", "--quiet", "--hard", merged.commit().value());
    fixture.write("a.txt", "built upon\n");
    CommitId later = fixture.commitAll("Later");

    assertThat(merges.undo(new Merges.Change(target, merged.commit()), later, "Undo"))
        .isInstanceOfSatisfying(
            Conflict.class, conflict -> assertThat(conflict.paths()).containsExactly("a.txt"));
  }

  private MergeRequest request(MergeStrategy strategy) {
    return new MergeRequest(target, head, strategy, "Merge it");
  }

  private LoggedCommit last(Clean clean) {
    return repository.log(target, clean.commit()).getLast();
  }

  private String treeOf(CommitId commit) {
    return fixture.git("rev-parse", commit + "^{tree}");
  }

  private static Clean clean(MergeResult result) {
    assertThat(result).isInstanceOf(Clean.class);
    return (Clean) result;
  }
}
