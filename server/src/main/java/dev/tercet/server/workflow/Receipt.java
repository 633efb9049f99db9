package dev.tercet.server.workflow;

/**
 * What an approval records: exactly what was shown, on which base, under which workflow, who and
 * when. It holds as long as all of them are as they were.
 *
 * @param workflowHash of the steps and gates; presets may change freely
 */
public record Receipt(
    DecisionId decision, Shown shown, CommitId base, String workflowHash, By by) {}
