package dev.tercet.protocol;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One thing that a human is asked.
 *
 * @param id unique in the task: {@code d1}
 * @param repository absolute path
 * @param since when it was asked
 * @param revision the task's; to be sent back with the answer
 * @param summary what is asked, in a line
 * @param step name of the step that it belongs to; null for one of the whole task
 */
public record DecisionView(
    String id,
    String task,
    String taskTitle,
    String repository,
    Instant since,
    long revision,
    String summary,
    Asked asked,
    @Nullable String step) {}
