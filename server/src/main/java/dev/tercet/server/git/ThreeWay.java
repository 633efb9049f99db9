package dev.tercet.server.git;

import dev.tercet.server.workflow.CommitId;
import java.util.ArrayList;
import java.util.List;

/**
 * Merging of trees in git's objects alone: no checkout changes, so nothing is ever left half done.
 *
 * <p>Git of the oldest supported version finds the merge base by history only; where another base
 * is meant, commits are made up whose history says so. They are referenced by nothing and are
 * collected as garbage.
 */
final class ThreeWay {

  private static final int EVIDENCE_LIMIT = 16_000;
  private static final int FILE_LIMIT = 4 * 1024 * 1024;

  /** How trees went together. */
  sealed interface Outcome {}

  record Clean(String tree) implements Outcome {}

  /**
   * @param evidence the conflicting places with their markers, bounded
   * @param tree with the markers in the files
   */
  record Conflicting(List<String> paths, String evidence, String tree) implements Outcome {}

  private final Git git;
  private final GitDirs dirs;

  ThreeWay(Git git, GitDirs dirs) {
    this.git = git;
    this.dirs = dirs;
  }

  /** Merges two commits by their history. */
  Outcome merge(CommitId ours, CommitId theirs) {
    GitOutput output =
        git.run(
            GitCall.in(
                    dirs,
                    "merge-tree",
                    "--write-tree",
                    "-z",
                    "--name-only",
                    "--messages",
                    ours.value(),
                    theirs.value())
                .overFiles()
                .expecting(0, 1));
    List<String> fields = output.fields();
    String tree = fields.getFirst();
    if (output.succeeded()) {
      return new Clean(tree);
    }
    List<String> paths = new ArrayList<>();
    int at = 1;
    while (at < fields.size() && !fields.get(at).isEmpty()) {
      paths.add(fields.get(at));
      at++;
    }
    return new Conflicting(
        paths.stream().distinct().toList(),
        evidence(
            tree, paths, messages(fields.subList(Math.min(at + 1, fields.size()), fields.size()))),
        tree);
  }

  /** Applies the change from one commit to another on top of a third. */
  Outcome apply(CommitId from, CommitId onto, CommitId to) {
    CommitWriter commits = new CommitWriter(git, dirs);
    CommitId base = commits.write(from.value() + "^{tree}", List.of(), "base\n");
    CommitId ours = commits.write(onto.value() + "^{tree}", List.of(base), "ours\n");
    CommitId theirs = commits.write(to.value() + "^{tree}", List.of(base), "theirs\n");
    return merge(ours, theirs);
  }

  /** The texts among the messages: count of paths, the paths, kind, text, and so on. */
  private static List<String> messages(List<String> fields) {
    List<String> messages = new ArrayList<>();
    int at = 0;
    while (at < fields.size() && fields.get(at).matches("\\d+")) {
      int text = at + Integer.parseInt(fields.get(at)) + 2;
      if (text >= fields.size()) {
        break;
      }
      if (fields.get(text - 1).startsWith("CONFLICT")) {
        messages.add(fields.get(text).strip());
      }
      at = text + 1;
    }
    return messages;
  }

  private String evidence(String tree, List<String> paths, List<String> messages) {
    StringBuilder evidence = new StringBuilder(String.join("\n", messages));
    for (String path : paths.stream().distinct().toList()) {
      if (evidence.length() > EVIDENCE_LIMIT) {
        break;
      }
      GitOutput file =
          git.run(
              GitCall.in(dirs, "cat-file", "blob", tree + ":" + path)
                  .expecting(0, 128)
                  .outputLimit(FILE_LIMIT));
      String hunks = ConflictHunks.of(file.text());
      if (file.succeeded() && !hunks.isEmpty()) {
        evidence.append("\n\n--- ").append(path).append('\n').append(hunks);
      }
    }
    return evidence.length() <= EVIDENCE_LIMIT
        ? evidence.toString()
        : evidence.substring(0, EVIDENCE_LIMIT) + "\n[… more conflicts …]";
  }
}
