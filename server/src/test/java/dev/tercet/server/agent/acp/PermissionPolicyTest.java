package dev.tercet.server.agent.acp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tercet.server.agent.Requests;
import dev.tercet.server.agent.SessionRequest;
import dev.tercet.server.workflow.Role;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PermissionPolicyTest {

  @TempDir Path home;

  @ParameterizedTest
  @CsvSource({
    "BUILD, edit, src/A.java, true",
    "BUILD, edit, , true",
    "BUILD, edit, ../A.java, false",
    "BUILD, delete, /etc/passwd, false",
    "BUILD, move, src/../../x, false",
    "BUILD, execute, , true",
    "BUILD, other, , true",
    "BUILD, read, /etc/passwd, true",
    "PLAN, read, src/A.java, true",
    "PLAN, search, , true",
    "PLAN, think, , true",
    "PLAN, fetch, , true",
    "PLAN, execute, , true",
    "PLAN, edit, .tercet/tasks/csv-export-k3f9/spec.md, true",
    "PLAN, edit, .tercet/tasks/csv-export-k3f9/../../x, false",
    "PLAN, edit, src/A.java, false",
    "PLAN, edit, , false",
    "PLAN, delete, src/A.java, false",
    "PLAN, switch_mode, , false",
    "REVIEW, read, src/A.java, true",
    "REVIEW, execute, , true",
    "REVIEW, edit, src/A.java, false",
    "REVIEW, delete, src/A.java, false",
    "REVIEW, move, src/A.java, false",
  })
  void decides_by_role_kind_and_path(Role role, String kind, String path, boolean allowed) {
    SessionRequest request = Requests.in(home).role(role).build();
    List<String> paths = path == null ? List.of() : List.of(path);
    PermissionPolicy.Verdict verdict = new PermissionPolicy(request).decide(kind, paths);
    assertThat(verdict.allowed()).isEqualTo(allowed);
    assertThat(verdict.reason()).isNotBlank();
  }

  @ParameterizedTest
  @CsvSource({
    "security-review.md, true",
    "src/A.java, false",
    "docs/../src/A.java, false",
    "../security-review.md, false",
  })
  void a_planner_whose_artifacts_are_at_the_root_changes_nothing_deeper(
      String path, boolean allowed) {
    SessionRequest request = Requests.in(home).role(Role.PLAN).artifactsAtTheRoot().build();
    PermissionPolicy.Verdict verdict = new PermissionPolicy(request).decide("edit", List.of(path));
    assertThat(verdict.allowed()).isEqualTo(allowed);
  }
}
