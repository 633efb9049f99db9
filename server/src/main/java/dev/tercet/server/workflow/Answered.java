package dev.tercet.server.workflow;

/** A question with its answer: one entry of a task's {@code decisions.md}. */
public record Answered(String question, String answer, By by) {}
