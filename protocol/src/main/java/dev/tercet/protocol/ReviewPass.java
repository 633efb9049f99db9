package dev.tercet.protocol;

/**
 * One look of the reviewers of a step at a commit. What a later pass looks at is what came since
 * the pass before: compare the two commits.
 *
 * @param step name of the review step
 * @param pass from 1
 * @param commit that was reviewed, in which the lines of its findings count
 */
public record ReviewPass(String step, int pass, String commit) {}
