/**
 * What Java does not offer of a Unix system: descriptors that go from one process to another, and
 * reading and writing them. Linux with 64 bits only; elsewhere {@link
 * dev.tercet.protocol.unix.Descriptor#areSupported} says so and nothing is called.
 *
 * <p>Loaded on the first use and not before: finding the system's functions takes tens of
 * milliseconds, which a program that has just been started does not have.
 */
@NullMarked
package dev.tercet.protocol.unix;

import org.jspecify.annotations.NullMarked;
