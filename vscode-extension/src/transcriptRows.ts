import type { RunEntry, RunEntryKind } from '../../clients/typescript/src/protocol';

/** How far a tool's call is. */
export type ToolState = 'running' | 'done' | 'failed';

/** What a row shows besides its text. */
export interface Row {
  /** Stays the same while the row grows; rows are numbered from 0. */
  readonly number: number;
  readonly kind: RunEntryKind;
  /** Of the row's first entry; empty where nobody knows. */
  readonly at: string;
  /** The line that is always shown. */
  title: string;
  /** What is shown below it, or when it is unfolded. */
  text: string;
  /** Of a tool's call. */
  tool?: ToolState;
  /** What kind of tool: edit, execute … */
  toolKind?: string;
  /** Goes up whenever the row is another than it was. */
  version: number;
}

/** Text that grows beyond this goes on in another row, at the end of a line. */
const LONGEST_TEXT = 4000;
/** How far back a call is looked for that a report goes on with. */
const MOST_OPEN_CALLS = 64;

/**
 * A transcript as rows: what came in pieces is one row, and the reports of a tool's call are one
 * row that changes.
 */
export class TranscriptRows {
  readonly rows: Row[] = [];
  private next = 0;
  /** The last row ended with a line, and what comes begins another. */
  private isFull = false;
  private readonly calls: Row[] = [];

  /** Number of the first entry that is not here. */
  get entries(): number {
    return this.next;
  }

  /**
   * Takes entries in; those that are here already are passed over. Answers with the number of the
   * first row that is another than it was, or undefined where none is.
   */
  take(from: number, entries: readonly RunEntry[]): number | undefined {
    let first: number | undefined;
    for (const entry of entries.slice(Math.max(0, this.next - from))) {
      const row = this.add(entry);
      first = Math.min(first ?? row.number, row.number);
    }
    this.next = Math.max(this.next, from + entries.length);
    return first;
  }

  private add(entry: RunEntry): Row {
    if (entry.kind === 'text' || entry.kind === 'thought') {
      return this.stream(entry);
    }
    if (entry.kind === 'plan') {
      return this.row(entry, '', entry.text);
    }
    return entry.kind === 'tool' ? this.call(entry) : this.row(entry, ...split(entry.text));
  }

  private stream(entry: RunEntry): Row {
    const last = this.rows.at(-1);
    if (last?.kind !== entry.kind || this.isFull || last.text.length > 4 * LONGEST_TEXT) {
      return this.row(entry, '', entry.text);
    }
    if (last.text.length < LONGEST_TEXT) {
      return grown(last, entry.text);
    }
    const end = entry.text.indexOf('\n');
    if (end < 0) {
      return grown(last, entry.text);
    }
    grown(last, entry.text.slice(0, end));
    this.isFull = true;
    if (end + 1 < entry.text.length) {
      this.row(entry, '', entry.text.slice(end + 1));
    }
    return last;
  }

  private call(entry: RunEntry): Row {
    const report = callOf(entry.text);
    const known = this.calls.find(
      (row) => row.tool === 'running' && row.title === report.title && row.toolKind === report.kind,
    );
    if (known !== undefined) {
      known.tool = report.state;
      known.text = report.detail === '' ? known.text : report.detail;
      known.version++;
      this.forget(known);
      return known;
    }
    const row = this.row(entry, report.title, report.detail);
    row.tool = report.state;
    row.toolKind = report.kind;
    if (report.state === 'running') {
      this.calls.push(row);
      if (this.calls.length > MOST_OPEN_CALLS) {
        this.calls.shift();
      }
    }
    return row;
  }

  private forget(row: Row): void {
    if (row.tool !== 'running') {
      this.calls.splice(this.calls.indexOf(row), 1);
    }
  }

  private row(entry: RunEntry, title: string, text: string): Row {
    const row: Row = {
      number: this.rows.length,
      kind: entry.kind,
      at: entry.at.startsWith('1970-') ? '' : entry.at,
      title,
      text,
      version: 0,
    };
    this.rows.push(row);
    this.isFull = false;
    return row;
  }
}

function grown(row: Row, text: string): Row {
  row.text += text;
  row.version++;
  return row;
}

/** The first line, and what stands below it. */
function split(text: string): [string, string] {
  const end = text.indexOf('\n');
  return end < 0 ? [text, ''] : [text.slice(0, end), text.slice(end + 1)];
}

interface Call {
  readonly kind: string;
  readonly state: ToolState;
  readonly title: string;
  readonly detail: string;
}

/** A report as the daemon writes it: `edit completed: Write src/Csv.java`, details below. */
function callOf(text: string): Call {
  const [head, detail] = split(text);
  const words = /^(\S+) (\S+): (.*)$/.exec(head);
  const [kind, status, title] = [words?.[1], words?.[2], words?.[3]];
  return kind === undefined || status === undefined || title === undefined
    ? { kind: 'other', state: 'done', title: head, detail }
    : { kind, state: stateOf(status), title, detail };
}

function stateOf(status: string): ToolState {
  switch (status) {
    case 'pending':
    case 'running':
    case 'in_progress':
    case 'in-progress':
      return 'running';
    case 'failed':
    case 'error':
    case 'cancelled':
      return 'failed';
    default:
      return 'done';
  }
}

/** A stretch of a text that is shown in one way. */
export interface Piece {
  readonly kind: 'prose' | 'code' | 'diff';
  readonly text: string;
}

/** Prose and the fenced code in it; a whole text that is a difference is one. */
export function pieces(text: string): Piece[] {
  if (isDiff(text)) {
    return [{ kind: 'diff', text }];
  }
  const found: Piece[] = [];
  let prose: string[] = [];
  let code: string[] | undefined;
  let fence = '';
  let language = '';
  const flush = (kind: Piece['kind'], lines: readonly string[]) => {
    const joined = lines.join('\n');
    if (joined.trim() !== '') {
      found.push({ kind, text: joined });
    }
  };
  const close = (lines: readonly string[]) => {
    const diff = language === 'diff' || language === 'patch' || isDiff(lines.join('\n'));
    flush(diff ? 'diff' : 'code', lines);
  };
  for (const line of text.split('\n')) {
    const marks = /^ {0,3}(`{3,}|~{3,})\s*([\w+-]*)/.exec(line);
    if (code === undefined && marks !== null) {
      flush('prose', prose);
      [prose, code, fence, language] = [[], [], marks[1] ?? '', marks[2] ?? ''];
    } else if (code !== undefined && line.trim().startsWith(fence)) {
      close(code);
      code = undefined;
    } else {
      (code ?? prose).push(line);
    }
  }
  if (code === undefined) {
    flush('prose', prose);
  } else {
    close(code);
  }
  return found;
}

/** Whether a text is a difference in the unified form. */
export function isDiff(text: string): boolean {
  return /^(diff --git |--- \S.*\n\+\+\+ \S|@@ -\d+(,\d+)? \+\d+(,\d+)? @@)/m.test(
    text.slice(0, 4000),
  );
}
