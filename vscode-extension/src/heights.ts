/**
 * How high rows are, measured or guessed, and which of them is where. For lists of which only the
 * part that is seen is drawn.
 */
export class Heights {
  private heights = new Float64Array(64);
  private tops = new Float64Array(65);
  private count = 0;
  /** Tops are right up to and with this index. */
  private right = 0;

  constructor(private readonly guess: number) {}

  get length(): number {
    return this.count;
  }

  /** The height of all. */
  get total(): number {
    return this.top(this.count);
  }

  /** Has as many rows as are asked for; new ones are guessed. */
  grow(count: number): void {
    if (count > this.heights.length) {
      const room = Math.max(count, this.heights.length * 2);
      const [heights, tops] = [new Float64Array(room), new Float64Array(room + 1)];
      heights.set(this.heights);
      tops.set(this.tops);
      [this.heights, this.tops] = [heights, tops];
    }
    this.heights.fill(this.guess, this.count, Math.max(this.count, count));
    this.count = Math.max(this.count, count);
  }

  /** Takes a measured height in; whether it is another than was thought. */
  set(row: number, height: number): boolean {
    if (row >= this.count || Math.abs((this.heights[row] ?? 0) - height) < 0.5) {
      return false;
    }
    this.heights[row] = height;
    this.right = Math.min(this.right, row);
    return true;
  }

  /** Where a row begins. */
  top(row: number): number {
    for (let at = this.right; at < row; at++) {
      this.tops[at + 1] = (this.tops[at] ?? 0) + (this.heights[at] ?? 0);
    }
    this.right = Math.max(this.right, row);
    return this.tops[row] ?? 0;
  }

  /** The row at a height; the last one below the end. */
  at(y: number): number {
    this.top(this.count);
    let low = 0;
    let high = Math.max(0, this.count - 1);
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.tops[middle] ?? 0) <= y) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }
}
