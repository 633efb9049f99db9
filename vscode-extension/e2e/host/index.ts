import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import Mocha from 'mocha';

/** Called in the extension host. Prints a line for each test, and fails when one does. */
export function run(): Promise<void> {
  const mocha = new Mocha({ ui: 'bdd', color: false, timeout: 90_000, reporter: Lines });
  const folder = join(__dirname, 'host');
  for (const name of readdirSync(folder).filter((file) => file.endsWith('.test.js'))) {
    mocha.addFile(join(folder, name));
  }
  return new Promise((resolve, reject) => {
    mocha.run((failures) => {
      if (failures === 0) {
        resolve();
      } else {
        reject(new Error(`${failures} tests failed`));
      }
    });
  });
}

class Lines extends Mocha.reporters.Base {
  constructor(runner: Mocha.Runner) {
    super(runner);
    runner.on('pass', (test) => {
      console.log(`ok - ${test.fullTitle()}`);
    });
    runner.on('fail', (test, error: Error) => {
      console.log(`not ok - ${test.fullTitle()}\n${error.stack ?? error.message}`);
    });
  }
}
