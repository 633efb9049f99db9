/**
 * What a person, a repository and a task have set, read from JSON and laid over each other. Pure:
 * the caller hands in texts, because a repository's are read from git objects, never from a
 * worktree. Nothing here decides on trust; every value carries its origin so that the caller can.
 */
@NullMarked
package dev.tercet.server.settings;

import org.jspecify.annotations.NullMarked;
