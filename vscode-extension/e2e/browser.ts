import { chromium, type Browser } from 'playwright-core';
import { browserProgram } from './place.js';

/** A Chromium without a window that reaches this machine and no other. */
export function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: browserProgram(),
    headless: true,
    timeout: 120_000,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-dev-shm-usage',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
    ],
  });
}
