package dev.tercet.protocol;

import org.jspecify.annotations.Nullable;

/**
 * What {@code tercet/server/doctor} should look at.
 *
 * @param refresh reads the environment of the login shell again and repeats the probes; null means
 *     that what was found before is good enough
 * @param repository absolute path; its settings and presets are checked too
 * @param progress a token; {@code tercet/server/progress} then says how far it is
 */
public record DoctorParams(
    @Nullable Boolean refresh, @Nullable String repository, @Nullable String progress) {}
