package dev.tercet.server.workflow;

/**
 * A question with its answer: one entry of a task's {@code decisions.md}.
 *
 * @param run the one that asked
 */
public record Answered(RunId run, String question, String answer, By by) {}
