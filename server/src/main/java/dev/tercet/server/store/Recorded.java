package dev.tercet.server.store;

import dev.tercet.server.workflow.Actor;
import dev.tercet.server.workflow.TaskId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One event as it lies in the journal.
 *
 * @param position in the whole journal, from 1, without gaps
 * @param seq in its task, from 1, without gaps
 * @param type the event's name in the journal
 * @param version of the type's JSON
 * @param previous hash of the task's event before, {@link Sha256#ZERO} for the first
 * @param payloadHash of the JSON text's UTF-8 bytes
 * @param hash over everything but the JSON itself, as {@link Chain} says
 * @param json null once purged
 */
public record Recorded(
    long position,
    TaskId task,
    long seq,
    String type,
    int version,
    Instant at,
    Actor actor,
    @Nullable CommandKey key,
    @Nullable String causedBy,
    Sha256 previous,
    Sha256 payloadHash,
    Sha256 hash,
    @Nullable String json) {}
