package dev.tercet.server.review;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One human's verdict on some findings.
 *
 * @param line the correction, the reason or the question; required for all verdicts but {@code
 *     ACCEPT}
 */
public record Judgement(List<FindingId> findings, Verdict verdict, @Nullable String line) {

  public Judgement {
    findings = List.copyOf(findings);
    if (findings.isEmpty()) {
      throw new IllegalArgumentException("a judgement names at least one finding");
    }
    if (verdict != Verdict.ACCEPT && (line == null || line.isBlank())) {
      throw new IllegalArgumentException(
          switch (verdict) {
            case DISMISS -> "dismissing a finding takes a reason in one line";
            case PUSH_BACK -> "pushing back takes one line that says what to do";
            case ASK -> "asking the reviewer takes a question";
            case ACCEPT -> "accepting takes nothing";
          });
    }
  }
}
