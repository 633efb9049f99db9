package dev.tercet.protocol;

import org.jspecify.annotations.Nullable;

/**
 * One reviewer's claim about one defect.
 *
 * @param id unique in the task: {@code f1}
 * @param family of the model; null when unknown
 * @param pass of the review in which it was reported
 * @param evidence quoted from the code
 * @param probe a command that shows the defect; never run unasked
 * @param startLine from 1, in the file as {@code commit} has it
 * @param malformed why the report could not be read as it should; null when it could
 * @param commit that was reviewed; null while its pass is not over
 */
public record FindingView(
    String id,
    String run,
    String preset,
    int pass,
    FindingSeverity severity,
    String text,
    @Nullable String family,
    @Nullable String file,
    @Nullable Integer startLine,
    @Nullable Integer endLine,
    @Nullable String symbol,
    @Nullable String defectClass,
    @Nullable String evidence,
    @Nullable String suggestion,
    @Nullable String probe,
    @Nullable String malformed,
    @Nullable String commit) {}
