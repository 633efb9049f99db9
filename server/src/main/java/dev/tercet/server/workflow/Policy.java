package dev.tercet.server.workflow;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What the settings said when the task was created, where the template may be silent.
 *
 * @param setup command that makes a new worktree runnable
 * @param verify command that checks a build; a step's and the workflow's own come first
 * @param teardown command run before a worktree is removed
 * @param retries times that a red verification or a broken run is tried again
 * @param rounds review-to-build passes before a human is asked
 * @param keepArtifacts whether artifacts are merged with the change
 * @param removeWorktree whether the worktree goes when the task is merged
 * @param pushAtApproval whether the branch is pushed when an artifact is approved
 */
public record Policy(
    @Nullable String setup,
    @Nullable String verify,
    @Nullable String teardown,
    int retries,
    int rounds,
    Duration runTimeout,
    MergeStrategy strategy,
    boolean keepArtifacts,
    boolean removeWorktree,
    boolean pushAtApproval) {}
