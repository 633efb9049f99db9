/**
 * Which runs may start: concurrency with fair queuing, accounts that are held back by their
 * provider, and what models cost. Pure; it knows neither threads nor tasks' states.
 */
@NullMarked
package dev.tercet.server.limit;

import org.jspecify.annotations.NullMarked;
