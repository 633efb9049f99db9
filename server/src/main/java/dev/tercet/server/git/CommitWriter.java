package dev.tercet.server.git;

import dev.tercet.server.workflow.CommitId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Writes commits straight from trees; no hook, editor or signing program is involved. */
final class CommitWriter {

  private final Git git;
  private final GitDirs dirs;

  CommitWriter(Git git, GitDirs dirs) {
    this.git = git;
    this.dirs = dirs;
  }

  CommitId write(String tree, List<CommitId> parents, String message) {
    return write(tree, parents, message, Map.of());
  }

  /**
   * @param environment such as {@code GIT_AUTHOR_NAME}, where the author is not the user
   */
  CommitId write(
      String tree, List<CommitId> parents, String message, Map<String, String> environment) {
    List<String> arguments = new ArrayList<>(List.of("commit-tree", "--no-gpg-sign", tree));
    for (CommitId parent : parents) {
      arguments.addAll(List.of("-p", parent.value()));
    }
    arguments.addAll(List.of("-F", "-"));
    GitCall call = GitCall.in(dirs, arguments).input(message);
    environment.forEach(call::with);
    return new CommitId(git.run(call).line());
  }
}
