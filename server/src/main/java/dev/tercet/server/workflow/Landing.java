package dev.tercet.server.workflow;

import org.jspecify.annotations.Nullable;

/**
 * How far a task is with getting into its target.
 *
 * @param tries merges begun, part of the effect's id
 * @param returned times that the train sent it back since a human last decided otherwise
 * @param receipt the merge decision that holds; null when none does
 * @param decided the head of the last merge decision ever made; what is new since is the delta
 * @param reviewed the commit that the last review saw
 * @param onto where the target was before it was merged, null unless merged
 * @param commit what became of it in the target, null unless merged
 * @param reverted the commit that undid it, null unless undone
 * @param url of its pull request
 */
public record Landing(
    int tries,
    int returned,
    @Nullable MergeReceipt receipt,
    @Nullable CommitId decided,
    @Nullable CommitId reviewed,
    @Nullable CommitId onto,
    @Nullable CommitId commit,
    @Nullable CommitId reverted,
    @Nullable String url) {

  static final Landing NONE = new Landing(0, 0, null, null, null, null, null, null, null);

  Landing decided(MergeReceipt next) {
    return new Landing(
        tries + 1, returned, next, next.head(), reviewed, onto, commit, reverted, url);
  }

  Landing sentBack() {
    return new Landing(tries, returned + 1, null, decided, reviewed, null, null, reverted, url);
  }

  Landing refused() {
    return new Landing(tries, returned, null, decided, reviewed, null, null, reverted, url);
  }

  Landing reviewed(CommitId head) {
    return new Landing(tries, returned, receipt, decided, head, onto, commit, reverted, url);
  }

  Landing landed(CommitId before, CommitId result) {
    return new Landing(tries, 0, receipt, decided, reviewed, before, result, null, url);
  }

  Landing undone(CommitId revert) {
    return new Landing(tries, 0, null, decided, reviewed, null, null, revert, url);
  }

  Landing published(String address) {
    return new Landing(
        tries, returned, receipt, decided, reviewed, onto, commit, reverted, address);
  }
}
