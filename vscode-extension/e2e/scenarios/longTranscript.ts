import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import type { RunEntry } from '../../../clients/typescript/src/index.js';
import { until } from '../await.js';
import { openBrowser } from '../browser.js';
import { place } from '../place.js';
import type { Scenario } from '../stage.js';

const ENTRIES = 10_000;
/** As many come at once while a run is busy. */
const TOGETHER = 25;

/** The page of a transcript by itself, while ten thousand entries come. */
export const longTranscript: Scenario = {
  name: 'a long transcript',
  async play(stage) {
    const browser = await openBrowser();
    try {
      const page = await browser.newPage({ viewport: { width: 1000, height: 800 } });
      await stage.step(`${ENTRIES} entries come, few are drawn, and the end is seen`, async () => {
        await begin(page);
        for (let from = 0; from < ENTRIES; from += TOGETHER) {
          const lines = Array.from({ length: TOGETHER }, (_, at) => entry(from + at));
          await send(page, { kind: 'entries', from, lines, ended: false });
        }
        await page.getByText(`The last of ${ENTRIES}`).waitFor();
        const drawn = await page.locator('.row').count();
        if (drawn > 100) {
          throw new Error(`${drawn} rows are drawn at once`);
        }
        const longest = await page.evaluate('Math.max(0, ...window.pauses)');
        stage.report.figure(
          `${ENTRIES} entries of a transcript: the page's longest pause ${Number(longest).toFixed(0)} ms`,
        );
      });
      await stage.step('who reads further up stays there, and is told of what is new', async () => {
        await page.mouse.move(500, 400);
        await page.mouse.wheel(0, -5000);
        const button = page.locator('.to-end');
        await button.waitFor();
        const before = await page.locator('.list').evaluate((list) => list.scrollTop);
        const lines = [entry(ENTRIES), entry(ENTRIES + 1)];
        await send(page, { kind: 'entries', from: ENTRIES, lines, ended: true });
        await until(
          'it says how much is new',
          () => button.innerText(),
          (text) => text.includes('new'),
        );
        const after = await page.locator('.list').evaluate((list) => list.scrollTop);
        if (before !== after) {
          throw new Error(`it went from ${before} to ${after}`);
        }
        await button.click();
        await until('the end is seen', () => button.isHidden());
      });
    } finally {
      await browser.close();
    }
  },
};

async function begin(page: Page): Promise<void> {
  const file = (...path: string[]) => readFileSync(join(place.extension, ...path), 'utf8');
  await page.setContent(
    `<!DOCTYPE html><html><head><style>${file('media', 'transcript.css')}</style></head><body></body></html>`,
  );
  await page.evaluate(`
    window.acquireVsCodeApi = () => ({ postMessage() {}, setState() {} });
    window.pauses = [];
    new PerformanceObserver((list) => {
      window.pauses.push(...list.getEntries().map((entry) => entry.duration));
    }).observe({ entryTypes: ['longtask'] });
  `);
  await page.addScriptTag({ content: file('out', 'webview', 'transcript.js') });
  const words = { ...Object.fromEntries(WORDS.map((word) => [word, word])), news: '{0} new' };
  await send(page, { kind: 'begin', task: 't', run: 't.r1', words });
}

const WORDS = [
  ...['transcript', 'prompt', 'thought', 'plan', 'finding', 'question', 'permission', 'note'],
  ...['diagnostic', 'ended', 'running', 'done', 'failed', 'line', 'lines', 'showAll', 'toEnd'],
  ...['asks', 'answer', 'nextRun', 'changes', 'empty', 'again'],
];

async function send(page: Page, message: unknown): Promise<void> {
  await page.evaluate((sent) => {
    globalThis.postMessage(sent, '*');
  }, message);
}

/** What a busy agent says and does: text, thoughts, calls with output, differences. */
function entry(number: number): RunEntry {
  const at = '2026-03-02T09:00:00Z';
  if (number === ENTRIES - 1) {
    return { at, kind: 'note', text: `The last of ${ENTRIES}` };
  }
  switch (number % 6) {
    case 0:
      return { at, kind: 'text', text: `Part ${number}. ${'word '.repeat(number % 40)}\n` };
    case 1:
      return { at, kind: 'thought', text: `About part ${number}\n`.repeat(3) };
    case 2:
      return { at, kind: 'tool', text: `execute running: make part${number}` };
    case 3:
      return {
        at,
        kind: 'tool',
        text: `execute completed: make part${number - 1}\n${'a line of output\n'.repeat(number % 30)}`,
      };
    case 4:
      return {
        at,
        kind: 'tool',
        text: `edit completed: F${number}.java\n--- a/F.java\n+++ b/F.java\n@@ -1,2 +1,2 @@\n-old\n+new\n same`,
      };
    default:
      return { at, kind: 'note', text: `Note ${number}` };
  }
}
