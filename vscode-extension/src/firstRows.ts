/**
 * Holds the first answer of a view back until there is something to show: rows that come with it
 * are drawn sooner than rows of which the view is told afterwards.
 */
export class FirstRows {
  private tell: () => void = () => undefined;
  private there = false;
  /** Done once there is something to show. */
  readonly known = new Promise<void>((resolve) => (this.tell = resolve));

  /** Takes in whether there is; whether the view has to be told because it has its first rows. */
  areKnown(now: boolean): boolean {
    const before = this.there;
    if (now && !before) {
      this.there = true;
      this.tell();
    }
    return before;
  }
}
