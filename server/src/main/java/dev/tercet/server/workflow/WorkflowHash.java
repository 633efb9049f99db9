package dev.tercet.server.workflow;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The hash of a workflow's steps and gates: what an approval was given under. Presets do not count.
 */
final class WorkflowHash {

  private WorkflowHash() {}

  static String of(Workflow workflow) {
    StringBuilder text = new StringBuilder();
    for (Step step : workflow.steps()) {
      text.append(step.id())
          .append('\n')
          .append(step.role())
          .append('\n')
          .append(step.gate())
          .append('\n')
          .append(step.produces())
          .append('\n')
          .append(step.plan())
          .append('\n')
          .append(step.verify())
          .append('\n')
          .append(step.run())
          .append('\n')
          .append(step.needs())
          .append('\n')
          .append(step.conditions())
          .append('\n')
          .append(step.instructions())
          .append('\u0000');
    }
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of()
          .formatHex(digest.digest(text.toString().getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }
}
