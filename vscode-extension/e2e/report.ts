/** What passed and what failed, said as it happens. */
export class Report {
  private passed = 0;
  private failed = 0;
  readonly figures: string[] = [];

  pass(name: string, since: number): void {
    this.passed++;
    console.log(`ok: ${name} (${seconds(since)})`);
  }

  fail(name: string, since: number, why: unknown): void {
    this.failed++;
    console.log(`FAILED: ${name} (${seconds(since)})`);
    console.log(
      String(why instanceof Error ? (why.stack ?? why.message) : why).replace(/^/gm, '    '),
    );
  }

  /** A figure that was measured, for docs/benchmarks.md. */
  figure(text: string): void {
    this.figures.push(text);
    console.log(`measured: ${text}`);
  }

  /** Ends with the line that counts, and says whether all is well. */
  end(): boolean {
    if (this.figures.length > 0) {
      console.log(`\n${this.figures.map((figure) => `measured: ${figure}`).join('\n')}\n`);
    }
    if (this.passed === 0 && this.failed === 0) {
      this.failed++;
      console.log('no test was run');
    }
    console.log(`${this.passed} passed, ${this.failed} failed`);
    return this.failed === 0;
  }
}

function seconds(since: number): string {
  return `${((Date.now() - since) / 1000).toFixed(1)} s`;
}
