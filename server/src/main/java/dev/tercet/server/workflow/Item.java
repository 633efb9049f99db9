package dev.tercet.server.workflow;

import org.jspecify.annotations.Nullable;

/**
 * One piece of a build step: one prompt, one verification, one commit.
 *
 * @param commit what it ended in; null when it is open or changed nothing
 */
public record Item(Kind kind, String text, boolean done, @Nullable CommitId commit) {

  /** Where the item comes from, which decides what is done before and instead of its prompt. */
  public enum Kind {
    /** A line of the plan, or the whole step. */
    PLAN,
    /** Accepted findings. */
    FIX,
    /** The target has to be taken into the branch: the train met a conflict or a red run. */
    INTEGRATE,
    /** Nobody is prompted: a human's edits or a new base are verified. */
    VERIFY
  }

  public static Item of(Kind kind, String text) {
    return new Item(kind, text, false, null);
  }

  Item finished(@Nullable CommitId result) {
    return new Item(kind, text, true, result);
  }
}
