import { readdirSync, readFileSync } from 'node:fs';

/** The processes that descend from one, itself first. */
export function descendants(pid: number): number[] {
  const all: number[] = [];
  const waiting = [pid];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    all.push(next);
    for (const thread of entries(`/proc/${next}/task`)) {
      const children = text(`/proc/${next}/task/${thread}/children`).trim();
      waiting.push(...children.split(' ').filter(Boolean).map(Number));
    }
  }
  return all;
}

export function commandLine(pid: number): string {
  return text(`/proc/${pid}/cmdline`).replaceAll('\0', ' ').trim();
}

/** The memory that a process has for itself, in MiB: what it shares with others is divided among them. */
export function memory(pid: number): number {
  const found = /^Pss:\s+(\d+)/m.exec(text(`/proc/${pid}/smaps_rollup`));
  return Number(found?.[1] ?? 0) / 1024;
}

function text(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

function entries(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
