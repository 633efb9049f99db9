package dev.tercet.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tercet.protocol.Asked;
import dev.tercet.protocol.DeleteTask;
import dev.tercet.protocol.TaskState;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The template that people have today: its artifacts are seen at the worktree's root. */
class ReferenceTemplateTest {

  private static final String TEMPLATE =
      """
      # Auth Feature Workflow

      ## Configuration
      - **Artifacts Path**: {@artifacts_path} → `.zenflow/worktrees/{task_id}`

      ---

      ### [ ] Step: Security Architecture Review
      <!-- agent: planner -->
      Analyze the feature for security implications. Document threat model,
      attack vectors, and mitigations in `{@artifacts_path}/security-review.md`.

      ### [ ] Step: Implementation
      <!-- agent: builder -->
      Implement following `{@artifacts_path}/spec.md` and security review.
      Include all mitigations from the security review.

      ### [ ] Step: Security Audit
      <!-- agent: reviewer -->
      Audit the implementation against the security review.
      Check for OWASP Top 10 vulnerabilities.
      Record findings in `{@artifacts_path}/security-audit.md`.
      """;

  private static String script(String name) {
    return """
    on plan
      write {artifacts}/security-review.md "Threats of %1$s"

    on build
      run test -f security-review.md
      write src/%1$s.txt "built"

    on review
      run test -f security-review.md
      say No hole in %1$s.
    """
        .formatted(name);
  }

  @TempDir Path temp;

  @Test
  void two_tasks_of_it_merge_without_meeting_in_one_file() {
    try (Playground play = Playground.open(temp)) {
      Path template = play.root().resolve("auth.md");
      Playground.put(template, TEMPLATE);
      String login = create(play, template, "login");
      String logout = create(play, template, "logout");
      for (String task : new String[] {login, logout}) {
        var approval = play.asked(task, Asked.Approval.class);
        assertThat(Path.of(approval.task().worktree()).resolve("security-review.md")).exists();
        play.approve(task);
        play.merge(task);
        play.until(task, TaskState.Kind.MERGED);
      }

      assertThat(play.tree("main"))
          .containsExactlyInAnyOrder(
              "README.md",
              "src/app.txt",
              "src/login.txt",
              "src/logout.txt",
              ".tercet/tasks/" + login + "/security-audit.md",
              ".tercet/tasks/" + login + "/security-review.md",
              ".tercet/tasks/" + logout + "/security-audit.md",
              ".tercet/tasks/" + logout + "/security-review.md");
      assertThat(play.git("show", "main:.tercet/tasks/" + login + "/security-audit.md"))
          .contains("No hole in login.");
    }
  }

  @Test
  void the_copies_at_the_root_are_no_work_that_deleting_could_lose() {
    try (Playground play = Playground.open(temp)) {
      Path template = play.root().resolve("auth.md");
      Playground.put(template, TEMPLATE);
      String task = create(play, template, "login");
      play.asked(task, Asked.Approval.class);

      assertThatThrownBy(
              () -> play.ask(play.client().task().delete(new DeleteTask(task, null, null, null))))
          .hasMessageContaining("its branch is not merged")
          .hasMessageNotContaining("in no commit");
      assertThat(
              Playground.outcome(
                  play.client().task().delete(new DeleteTask(task, task, null, null))))
          .isInstanceOf(dev.tercet.protocol.TaskView.class);
      play.until(task, view -> view.worktree() == null);
      assertThat(play.git("for-each-ref", "refs/tercet/trash")).contains(task);
    }
  }

  private static String create(Playground play, Path template, String name) {
    return play.create(
        Playground.withWorkflow(play.ticket("Feature " + name, script(name)), template.toString()));
  }
}
