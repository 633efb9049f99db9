package dev.tercet.server.git;

import java.nio.file.Path;
import java.time.Duration;

/**
 * A lock that some git holds, or that a crashed one left behind.
 *
 * @param age since it was taken
 */
public record HeldLock(Path file, Duration age) {}
