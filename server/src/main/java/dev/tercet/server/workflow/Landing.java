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
 * @param merged the branch's head that is in the target, or was before it was undone; null before
 * @param onto where the target was before it was merged, null unless merged
 * @param commit what became of it in the target, null unless merged
 * @param reverted the commit that undid it, null unless undone
 * @param url of its pull request
 * @param redAllowed whether a human said to undo the merge though that leaves the target red
 * @param sharing of the branch at its approvals
 */
public record Landing(
    int tries,
    int returned,
    @Nullable MergeReceipt receipt,
    @Nullable CommitId decided,
    @Nullable CommitId reviewed,
    @Nullable CommitId merged,
    @Nullable CommitId onto,
    @Nullable CommitId commit,
    @Nullable CommitId reverted,
    @Nullable String url,
    boolean redAllowed,
    Sharing sharing) {

  static final Landing NONE =
      new Landing(0, 0, null, null, null, null, null, null, null, null, false, Sharing.NONE);

  Landing decided(MergeReceipt next) {
    return new Landing(
        tries + 1,
        returned,
        next,
        next.head(),
        reviewed,
        merged,
        onto,
        commit,
        reverted,
        url,
        redAllowed,
        sharing);
  }

  Landing sentBack() {
    return opened(returned + 1);
  }

  Landing refused() {
    return opened(returned);
  }

  private Landing opened(int times) {
    return new Landing(
        tries,
        times,
        null,
        decided,
        reviewed,
        merged,
        null,
        null,
        reverted,
        url,
        redAllowed,
        sharing);
  }

  Landing reviewed(CommitId head) {
    return new Landing(
        tries,
        returned,
        receipt,
        decided,
        head,
        merged,
        onto,
        commit,
        reverted,
        url,
        redAllowed,
        sharing);
  }

  Landing landed(CommitId head, CommitId before, CommitId result) {
    return new Landing(
        tries, 0, receipt, decided, reviewed, head, before, result, null, url, false, sharing);
  }

  Landing undone(CommitId revert) {
    return new Landing(
        tries, 0, null, decided, reviewed, merged, null, null, revert, url, false, sharing);
  }

  Landing published(String address) {
    return new Landing(
        tries,
        returned,
        receipt,
        decided,
        reviewed,
        merged,
        onto,
        commit,
        reverted,
        address,
        redAllowed,
        sharing);
  }

  Landing allowingRed(boolean allowed) {
    return new Landing(
        tries, returned, receipt, decided, reviewed, merged, onto, commit, reverted, url, allowed,
        sharing);
  }

  Landing shared(Sharing next) {
    return new Landing(
        tries,
        returned,
        receipt,
        decided,
        reviewed,
        merged,
        onto,
        commit,
        reverted,
        url,
        redAllowed,
        next);
  }
}
