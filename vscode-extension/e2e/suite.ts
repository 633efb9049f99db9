import type { Browser } from 'playwright-core';
import { openBrowser } from './browser.js';
import { Report } from './report.js';
import { besideCode } from './scenarios/besideCode.js';
import { german } from './scenarios/german.js';
import { firstHour } from './scenarios/firstHour.js';
import { inHost } from './scenarios/inHost.js';
import { largeThings } from './scenarios/largeThings.js';
import { elsewhere } from './scenarios/elsewhere.js';
import { strangeFolders } from './scenarios/strangeFolders.js';
import { longTranscript } from './scenarios/longTranscript.js';
import { measures } from './scenarios/measures.js';
import { ownRuntime } from './scenarios/ownRuntime.js';
import { steering } from './scenarios/steering.js';
import { strangeDaemons } from './scenarios/strangeDaemons.js';
import { Stage, StepFailed, type Scenario } from './stage.js';

/** The longest that all of it may take. */
const LONGEST = 25 * 60_000;

const SCENARIOS: readonly Scenario[] = [
  firstHour,
  elsewhere,
  steering,
  besideCode,
  german,
  strangeDaemons,
  strangeFolders,
  largeThings,
  longTranscript,
  inHost,
  ownRuntime,
  measures,
];

async function playAll(browser: Browser, report: Report): Promise<void> {
  const only = process.env['TERCET_E2E_ONLY'] ?? '';
  for (const scenario of SCENARIOS.filter(({ name }) => name.includes(only))) {
    const before = report.now();
    await play(scenario, browser, report);
    if (report.takeBack(before)) {
      await play(scenario, browser, report);
    }
  }
}

async function play(scenario: Scenario, browser: Browser, report: Report): Promise<void> {
  const since = Date.now();
  const stage = new Stage(scenario.name, browser, report);
  try {
    await scenario.play(stage);
    await stage.noProblems();
  } catch (error) {
    if (!(error instanceof StepFailed)) {
      report.fail(scenario.name, since, error);
    }
  } finally {
    await stage.close().catch((error: unknown) => {
      report.fail(`${scenario.name}: leaves nothing behind`, since, error);
    });
  }
}

for (const name of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
  process.on(name, () => process.exit(1));
}
// Nobody reads any more, as when the script above was ended: then there is nothing to report to.
process.stdout.on('error', () => process.exit(1));

const report = new Report();
const watchdog = setTimeout(() => {
  report.fail('the suite ends', Date.now() - LONGEST, `not within ${LONGEST / 60_000} minutes`);
  report.end();
  process.exit(1);
}, LONGEST);
const browser = await openBrowser();
try {
  await playAll(browser, report);
} finally {
  clearTimeout(watchdog);
  await browser.close();
}
process.exitCode = report.end() ? 0 : 1;
