import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** What is tested and with what: the suite's script says it in the environment. */
function named(variable: string): string {
  const value = process.env[variable];
  if (value === undefined || value === '') {
    throw new Error(`${variable} is not set; the tests are started by ./dev test --vscode`);
  }
  return resolve(value);
}

/** Where things are. */
export const place = {
  /** The Node that code-server needs. */
  get node(): string {
    return named('TERCET_E2E_NODE');
  },
  /** The package code-server, unpacked. */
  get codeServer(): string {
    return named('TERCET_E2E_CODE_SERVER');
  },
  /** The `tercet` command, where the test runs it by itself. */
  get tercet(): string {
    return named('TERCET');
  },
  /** The package of the extension that is installed and tested. */
  get vsix(): string {
    return named('TERCET_E2E_VSIX');
  },
  /** The package with a run-time of its own. */
  get platformVsix(): string {
    return named('TERCET_E2E_PLATFORM_VSIX');
  },
  /** Where pictures are left. */
  get pictures(): string {
    return named('TERCET_E2E_PICTURES');
  },
  /** The extension, built, in its folder. */
  get extension(): string {
    return named('TERCET_E2E_EXTENSION');
  },
  /** The tests that run in the extension host, bundled. */
  get hostTests(): string {
    return named('TERCET_E2E_HOST_TESTS');
  },
  /** What `tercet demo` is made of. */
  get demo(): string {
    return join(named('TERCET_E2E_ROOT'), 'clients/java/src/main/resources/dev/tercet/cli/demo');
  },
};

const BROWSERS = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** A Chromium of this machine. */
export function browserProgram(): string {
  for (const folder of (process.env['PATH'] ?? '').split(':')) {
    for (const name of BROWSERS) {
      if (existsSync(join(folder, name))) {
        return join(folder, name);
      }
    }
  }
  throw new Error(`no ${BROWSERS.join(', ')} in PATH: ./dev setup vscode installs one`);
}
