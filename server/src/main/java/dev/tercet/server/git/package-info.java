/**
 * Everything of git, through the native executable: worktrees, commits, diffs, merges, remotes.
 *
 * <p>A repository is searched for once, by {@link dev.tercet.server.git.Repository#find}. From then
 * on every call names its directories, which come from the journal, so that nothing that lies in a
 * worktree decides which repository is meant. Configuration, hooks and attributes are taken for
 * hostile: {@link dev.tercet.server.git.SafeConfiguration} says what is overridden and why.
 */
@NullMarked
package dev.tercet.server.git;

import org.jspecify.annotations.NullMarked;
