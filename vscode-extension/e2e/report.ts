/** How many passed and failed up to some moment. */
interface Counts {
  readonly passed: number;
  readonly failed: number;
}

/** What passed and what failed, said as it happens. */
export class Report {
  private passed = 0;
  private failed = 0;
  private failures: string[] = [];
  private readonly unsteady: string[] = [];
  readonly figures: string[] = [];

  pass(name: string, since: number): void {
    this.passed++;
    console.log(`ok: ${name} (${seconds(since)})`);
  }

  fail(name: string, since: number, why: unknown): void {
    this.failed++;
    this.failures.push(name);
    console.log(`FAILED: ${name} (${seconds(since)})`);
    console.log(
      String(why instanceof Error ? (why.stack ?? why.message) : why).replace(/^/gm, '    '),
    );
  }

  /** Where the counts are, to come back to by {@link takeBack}. */
  now(): Counts {
    return { passed: this.passed, failed: this.failed };
  }

  /**
   * Whether something failed since then; if so, it is taken back as unsteady. What a window of a browser does on a busy
   * machine is not all ours, so a play that failed is played again; that it was is said at the end.
   */
  takeBack({ passed, failed }: Counts): boolean {
    if (this.failed === failed) {
      return false;
    }
    this.unsteady.push(...this.failures.splice(failed));
    this.passed = passed;
    this.failed = failed;
    return true;
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
    this.unsteady.forEach((name) => {
      console.log(`UNSTEADY: ${name} failed once; what came of it the second time is counted`);
    });
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
