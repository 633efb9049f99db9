package dev.tercet.protocol;

import org.jspecify.annotations.Nullable;

/**
 * What came of asking a preset's agent for one word.
 *
 * @param agent what answered, in words
 * @param worked whether it did what it was asked
 * @param text what it answered, or what went wrong and what to do
 * @param startMillis until it took a prompt; null where it never did
 * @param answerMillis from the prompt to the end of the answer; null where there was none
 * @param usage tokens and cost; null where nothing was told
 */
public record PresetTrial(
    String preset,
    String agent,
    boolean worked,
    String text,
    @Nullable Long startMillis,
    @Nullable Long answerMillis,
    @Nullable Usage usage) {}
