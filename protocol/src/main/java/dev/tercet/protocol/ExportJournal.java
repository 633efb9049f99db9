package dev.tercet.protocol;

import org.jspecify.annotations.Nullable;

/**
 * Which part of a task's journal to export.
 *
 * @param from sequence number of the first event, from 1; null is 1
 * @param limit events at most; null and anything above 1000 are 1000
 */
public record ExportJournal(String task, @Nullable Long from, @Nullable Integer limit) {}
