/** The pure core of merging: which tasks get in each other's way, and in what order they merge. */
@NullMarked
package dev.tercet.server.merge;

import org.jspecify.annotations.NullMarked;
