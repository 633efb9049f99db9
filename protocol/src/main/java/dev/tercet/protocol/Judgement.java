package dev.tercet.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a human thinks of some findings.
 *
 * @param findings ids, such as {@code f3}; to judge a cluster, all that are in it
 * @param line a correction, a reason or a question, according to the verdict
 */
public record Judgement(List<String> findings, Verdict verdict, @Nullable String line) {

  /** What is to be done with them. */
  public enum Verdict {
    /** Goes to the builder, with the line if there is one. */
    ACCEPT,
    /** Not a defect, for the reason in the line. */
    DISMISS,
    /** Goes to the builder as the line says, not as the reviewer said. */
    PUSH_BACK,
    /** The reviewer is asked what the line says. */
    ASK
  }

  public Judgement {
    findings = List.copyOf(findings);
  }
}
