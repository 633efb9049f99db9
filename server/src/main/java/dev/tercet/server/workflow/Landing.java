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
    @Nullable CommitId commit,
    @Nullable CommitId reverted,
    @Nullable String url) {

  static final Landing NONE = new Landing(0, 0, null, null, null, null, null, null);

  Landing decided(MergeReceipt next) {
    return new Landing(tries + 1, returned, next, next.head(), reviewed, commit, reverted, url);
  }

  Landing sentBack() {
    return new Landing(tries, returned + 1, null, decided, reviewed, null, reverted, url);
  }

  Landing refused() {
    return new Landing(tries, returned, null, decided, reviewed, null, reverted, url);
  }

  Landing reviewed(CommitId head) {
    return new Landing(tries, returned, receipt, decided, head, commit, reverted, url);
  }

  Landing landed(CommitId result) {
    return new Landing(tries, 0, receipt, decided, reviewed, result, null, url);
  }

  Landing undone(CommitId revert) {
    return new Landing(tries, 0, null, decided, reviewed, null, revert, url);
  }

  Landing published(String address) {
    return new Landing(tries, returned, receipt, decided, reviewed, commit, reverted, address);
  }
}
