import { firstLine } from './words';

/** What a task is made of, as a text had it. */
export interface Ticket {
  readonly title: string;
  readonly description: string;
  readonly labels: readonly string[];
}

const MOST_TITLE = 200;
const HEADING = /^(#{1,3})\s+(.+?)\s*#*\s*$/;
const BULLET = /^(?:[-*+]|\d{1,3}[.)])\s+(?:\[[ xX]\]\s+)?(.+)$/;

/** One ticket: its first line is the title, the rest says more. */
export function ticketOf(text: string): Ticket | undefined {
  const lines = text.replace(/\r\n?/g, '\n').trim().split('\n');
  const first = (lines[0] ?? '')
    .replace(/^#{1,6}\s+/, '')
    .replace(BULLET, '$1')
    .trim();
  if (first === '') {
    return undefined;
  }
  const rest = lines.slice(1).join('\n').trim();
  return titled(first, rest);
}

/** A title that is too long for one goes on in the description. */
function titled(title: string, description: string, labels: readonly string[] = []): Ticket {
  if (title.length <= MOST_TITLE) {
    return { title, description, labels };
  }
  const cut = firstLine(title, MOST_TITLE);
  return { title: cut, description: [title, description].join('\n\n').trim(), labels };
}

/**
 * The tickets of a file, in its order: each `## heading` with what is under it, as for `tercet new
 * --tickets`. Where there is no such heading, each of the highest level of which there are several;
 * else each entry of a list with what is indented under it; else each paragraph.
 */
export function ticketsIn(text: string): Ticket[] {
  const clean = text.replace(/\r\n?/g, '\n').replace(/^---\n[\s\S]*?\n---\n/, '');
  const json = jsonTickets(clean);
  if (json !== undefined) {
    return json;
  }
  const lines = clean.split('\n');
  const level = headingLevel(lines);
  if (level !== undefined) {
    return sections(lines, level);
  }
  const entries = lines.filter((line) => BULLET.test(line)).length;
  const parts = entries > 0 ? listEntries(lines) : clean.split(/\n\s*\n/);
  return parts.map(ticketOf).filter((ticket) => ticket !== undefined);
}

function headingLevel(lines: readonly string[]): number | undefined {
  const counts = new Map<number, number>();
  for (const line of unfenced(lines)) {
    const level = HEADING.exec(line)?.[1]?.length;
    if (level !== undefined) {
      counts.set(level, (counts.get(level) ?? 0) + 1);
    }
  }
  if (counts.has(2)) {
    return 2;
  }
  const levels = [...counts.keys()].sort();
  return levels.find((level) => (counts.get(level) ?? 0) > 1) ?? levels[0];
}

/** Lines that are in no code fence; the others are blank. */
function unfenced(lines: readonly string[]): string[] {
  let fenced = false;
  return lines.map((line) => {
    if (/^\s*(```|~~~)/.test(line)) {
      fenced = !fenced;
      return '';
    }
    return fenced ? '' : line;
  });
}

function sections(lines: readonly string[], level: number): Ticket[] {
  const visible = unfenced(lines);
  const tickets: Ticket[] = [];
  let title: string | undefined;
  let body: string[] = [];
  const close = () => {
    if (title !== undefined) {
      tickets.push(titled(title, body.join('\n').trim()));
    }
  };
  lines.forEach((line, at) => {
    const heading = HEADING.exec(visible[at] ?? '');
    if (heading?.[1]?.length === level) {
      close();
      title = heading[2] ?? '';
      body = [];
    } else if (heading?.[1] !== undefined && heading[1].length < level) {
      close();
      title = undefined;
    } else {
      body.push(line);
    }
  });
  close();
  return tickets;
}

function listEntries(lines: readonly string[]): string[] {
  const entries: string[][] = [];
  for (const line of lines) {
    if (BULLET.test(line)) {
      entries.push([line]);
    } else if (/^\s+\S/.test(line) || line.trim() === '') {
      entries.at(-1)?.push(line.replace(/^( {1,4}|\t)/, ''));
    }
  }
  return entries.map((entry) => entry.join('\n'));
}

interface JsonIssue {
  readonly title?: unknown;
  readonly body?: unknown;
  readonly description?: unknown;
  readonly labels?: unknown;
  readonly url?: unknown;
  readonly web_url?: unknown;
}

/** What `gh issue list --json title,body,labels` and its like print; undefined for other text. */
function jsonTickets(text: string): Ticket[] | undefined {
  if (!/^\s*[[{]/.test(text)) {
    return undefined;
  }
  try {
    const parsed: unknown = JSON.parse(text);
    const issues = Array.isArray(parsed) ? (parsed as unknown[]) : [parsed];
    const tickets = issues.map(jsonTicket).filter((ticket) => ticket !== undefined);
    return tickets.length > 0 ? tickets : undefined;
  } catch {
    return undefined;
  }
}

function jsonTicket(value: unknown): Ticket | undefined {
  if (typeof value === 'string') {
    return ticketOf(value);
  }
  if (typeof value !== 'object' || value === null) {
    return undefined;
  }
  const issue = value as JsonIssue;
  if (typeof issue.title !== 'string' || issue.title.trim() === '') {
    return undefined;
  }
  const body = [issue.body, issue.description].find((one) => typeof one === 'string') ?? '';
  const link = [issue.url, issue.web_url].find((one) => typeof one === 'string');
  const description = [body.trim(), link].filter((part) => part !== undefined && part !== '');
  return titled(issue.title.trim(), description.join('\n\n'), labelNames(issue.labels));
}

function labelNames(labels: unknown): string[] {
  if (!Array.isArray(labels)) {
    return [];
  }
  return (labels as unknown[])
    .map((label) =>
      typeof label === 'string' ? label : (label as { readonly name?: unknown } | null)?.name,
    )
    .filter((name): name is string => typeof name === 'string');
}

/**
 * The issue that a text is, as it is copied from GitHub or GitLab, or printed by their command
 * lines. Undefined where there is nothing to make a ticket of, such as a link alone.
 */
export function issueOf(text: string): Ticket | undefined {
  const clean = text.replace(/\r\n?/g, '\n').trim();
  if (clean === '' || /^https?:\/\/\S+$/.test(clean)) {
    return undefined;
  }
  return jsonTickets(clean)?.[0] ?? fieldsIssue(clean) ?? pageIssue(clean) ?? ticketOf(clean);
}

/** `gh issue view` and `glab issue view` into a pipe: fields, a line of dashes, the text. */
function fieldsIssue(text: string): Ticket | undefined {
  const end = /^--\s*$/m.exec(text);
  const head = end === null ? text : text.slice(0, end.index);
  const field = (name: string) => new RegExp(`^${name}:[ \\t]*(.*)$`, 'm').exec(head)?.[1]?.trim();
  const title = field('title');
  if (title === undefined || title === '' || end === null) {
    return undefined;
  }
  const body = text.slice(end.index + end[0].length).trim();
  const link = field('url');
  const labels = (field('labels') ?? '').split(',').map((label) => label.trim());
  return titled(
    title,
    [body, link].filter((part) => part !== undefined && part !== '').join('\n\n'),
    labels.filter((label) => label !== ''),
  );
}

/** Lines of an issue's page that say nothing about what is wanted. */
const FURNITURE =
  /^(open|opened|closed|new issue|copy link|edit|assignees?|labels?|no one assigned|issue|.{1,60} (opened|commented|created) .{0,60}( ago|on [A-Z].*)?|opened .{1,60}( ago)? by .{1,60}|\d+ comments?)$/i;

/** A page or a terminal's view of an issue: the title bears its number. */
function pageIssue(text: string): Ticket | undefined {
  const lines = text.split('\n');
  const at = lines.findIndex((line) => /\s(?:[\w.-]+\/[\w.-]+)?#\d+\s*$/.test(line));
  if (at < 0 || at > 5) {
    return undefined;
  }
  const written = (lines[at] ?? '').trim();
  const number = /((?:[\w.-]+\/[\w.-]+)?#\d+)\s*$/.exec(written)?.[1] ?? '';
  const title = written
    .slice(0, written.length - number.length)
    .replace(/^#{1,6}\s+/, '')
    .trim();
  if (title === '') {
    return undefined;
  }
  const rest = lines.slice(at + 1);
  while (rest.length > 0 && (rest[0]?.trim() === '' || isFurniture(rest[0] ?? ''))) {
    rest.shift();
  }
  const body = rest.join('\n').trim();
  return titled(title, [body, `Issue ${number}`].filter((part) => part !== '').join('\n\n'));
}

function isFurniture(line: string): boolean {
  return line
    .split(/[•·]/)
    .map((part) => part.trim())
    .every((part) => part === '' || FURNITURE.test(part));
}
