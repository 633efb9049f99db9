package dev.tercet.server.git;

import dev.tercet.server.workflow.CommitId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One checkout as git's own list has it; the first of the list is the main one. */
record WorktreeEntry(
    Path directory, Optional<CommitId> head, Optional<BranchName> branch, boolean isBare) {

  static List<WorktreeEntry> list(Git git, GitDirs dirs) {
    List<WorktreeEntry> entries = new ArrayList<>();
    Map<String, String> attributes = new HashMap<>();
    for (String field :
        git.run(GitCall.in(dirs, "worktree", "list", "--porcelain", "-z")).fields()) {
      if (field.isEmpty()) {
        entries.add(of(attributes));
        attributes.clear();
      } else {
        String[] split = field.split(" ", 2);
        attributes.put(split[0], split.length > 1 ? split[1] : "");
      }
    }
    return entries;
  }

  private static WorktreeEntry of(Map<String, String> attributes) {
    return new WorktreeEntry(
        Path.of(attributes.getOrDefault("worktree", "/")),
        Optional.ofNullable(attributes.get("HEAD"))
            .filter(head -> !head.matches("0+"))
            .map(CommitId::new),
        Optional.ofNullable(attributes.get("branch"))
            .filter(ref -> ref.startsWith("refs/heads/"))
            .map(BranchName::ofRef),
        attributes.containsKey("bare"));
  }
}
