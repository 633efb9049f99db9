import { access, readFile } from 'node:fs/promises';
import { homedir, platform } from 'node:os';
import { join } from 'node:path';

type Environment = Readonly<Record<string, string | undefined>>;

/** The folder that holds everything Tercet knows: `TERCET_HOME`, else the platform's place for it. */
export function tercetHome(environment: Environment = process.env): string {
  const named = environment['TERCET_HOME'];
  if (named !== undefined && named !== '') {
    return named;
  }
  const user = environment['HOME'] ?? homedir();
  switch (platform()) {
    case 'win32':
      return join(environment['LOCALAPPDATA'] ?? join(user, 'AppData', 'Local'), 'Tercet');
    case 'darwin':
      return join(user, 'Library', 'Application Support', 'Tercet');
    default: {
      const state = environment['XDG_STATE_HOME'];
      return join(state?.startsWith('/') ? state : join(user, '.local', 'state'), 'tercet');
    }
  }
}

/** Whether somebody stopped the daemon of a home, and nobody has started it since. */
export async function isStopped(home: string): Promise<boolean> {
  try {
    await access(join(home, 'run', 'stopped'));
    return true;
  } catch {
    return false;
  }
}

/** Where the daemon of a home listens; whether it does is not looked at. */
export async function socketPath(home: string): Promise<string> {
  try {
    return (await readFile(join(home, 'run', 'socket'), 'utf8')).trim();
  } catch {
    return join(home, 'run', 'daemon.sock');
  }
}
