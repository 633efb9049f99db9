package dev.tercet.protocol;

/**
 * One workflow in a list.
 *
 * @param name what {@code tercet/task/create} takes
 * @param origin {@code built-in}, or the path of its file relative to the repository
 * @param errors diagnostics that keep a task from starting with it
 */
public record WorkflowEntry(
    String name, String title, String origin, int steps, int errors, int warnings) {}
