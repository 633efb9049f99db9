package dev.tercet.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a human is asked to decide; {@code kind} on the wire is the record's name in lower case. */
public sealed interface Asked {

  /**
   * Whether an artifact is right. Answered by approve or reject.
   *
   * @param revision of the artifact
   * @param blob of exactly the content that is to be approved
   * @param assumptions what the ticket did not say and the planner decided
   * @param touches globs that the change may write
   * @param warnings what else should be known: overlaps, a red base, a stale base
   * @param text of the artifact; null when it is over 256 KiB, or in a list
   * @param verify the command that approving lets run
   * @param previousRevision the last one that was shown; null for the first
   */
  record Approval(
      String artifact,
      int revision,
      String blob,
      List<String> assumptions,
      List<String> openQuestions,
      List<String> touches,
      List<Diagnostic> diagnostics,
      List<String> warnings,
      @Nullable String text,
      @Nullable String verify,
      @Nullable Integer previousRevision)
      implements Asked {
    public Approval {
      assumptions = List.copyOf(assumptions);
      openQuestions = List.copyOf(openQuestions);
      touches = List.copyOf(touches);
      diagnostics = List.copyOf(diagnostics);
      warnings = List.copyOf(warnings);
    }
  }

  /**
   * Something that an agent wants to know. Answered by answer.
   *
   * @param options answers that it proposes; any other text is an answer too
   */
  record Question(String text, List<String> options) implements Asked {
    public Question {
      options = List.copyOf(options);
    }
  }

  /**
   * What reviewers found. Answered by judge, in one request or in several.
   *
   * @param pass of the review, from 1
   * @param clusterRevision to be sent back with the judgements
   */
  record Findings(int pass, int clusterRevision, List<ClusterView> clusters) implements Asked {
    public Findings {
      clusters = List.copyOf(clusters);
    }
  }

  /**
   * Whether the change is to be merged. Answered by merge, or by reject, which sends it back to the
   * builder.
   *
   * @param head commit that would be merged
   * @param files that it changes, artifacts excluded; empty in a list of more than one task
   * @param verification how the last one on this commit went; null when nothing is verified
   * @param delta the head that was decided before, where only what came since is asked for
   * @param remarks why it is asked again, such as what the train met; null when nothing is to be
   *     said
   */
  record Merge(
      String head,
      String target,
      List<ChangedFile> files,
      List<Overlap> overlaps,
      @Nullable Verification verification,
      @Nullable String delta,
      @Nullable List<String> remarks)
      implements Asked {
    public Merge {
      files = List.copyOf(files);
      overlaps = List.copyOf(overlaps);
      remarks = remarks == null ? null : List.copyOf(remarks);
    }
  }

  /** What to do about a step that failed. Answered by resolve, as are all that follow. */
  record Failure(String reason, String evidence, List<Option> options) implements Asked {
    public Failure {
      options = List.copyOf(options);
    }
  }

  /** What to do about a change that does not merge. */
  record Conflict(String reason, List<String> paths, String evidence, List<Option> options)
      implements Asked {
    public Conflict {
      paths = List.copyOf(paths);
      options = List.copyOf(options);
    }
  }

  /** What to do about a limit that was reached: rounds, retries, time, money or tokens. */
  record Limit(String reason, List<Option> options) implements Asked {
    public Limit {
      options = List.copyOf(options);
    }
  }

  /**
   * Whether something that the repository supplies may run.
   *
   * @param what such as {@code setup command}
   * @param content exactly what would run
   * @param hash of the content
   */
  record Trust(String what, String content, String hash, List<Option> options) implements Asked {
    public Trust {
      options = List.copyOf(options);
    }
  }

  /** What to do about an agent that wrote where it must not. */
  record Boundary(String reason, List<String> paths, List<Option> options) implements Asked {
    public Boundary {
      paths = List.copyOf(paths);
      options = List.copyOf(options);
    }
  }

  /** What to do about a change outside the paths that the spec named. */
  record Footprint(List<String> paths, List<Option> options) implements Asked {
    public Footprint {
      paths = List.copyOf(paths);
      options = List.copyOf(options);
    }
  }
}
