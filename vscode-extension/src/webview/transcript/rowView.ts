import { pieces, type Row } from '../../transcriptRows';
import type { Words } from '../../transcriptMessages';
import { button, element } from './dom';

/** A text with more lines is shown in part until a person wants all of it. */
const MOST_LINES = 200;
/** Details of a call that are short enough are seen at once. */
const FEW_LINES = 6;

/** How a row is shown: what a person folded or unfolded. */
export interface Look {
  /** Undefined: as its kind has it. */
  readonly unfolded: boolean | undefined;
  readonly all: boolean;
}

/** What a person does to a row. */
export interface Touch {
  fold(row: Row, unfolded: boolean): void;
  showAll(row: Row): void;
}

/** Whether a row shows its text, unless a person said otherwise. */
export function isUnfolded(row: Row, look: Look): boolean {
  if (look.unfolded !== undefined) {
    return look.unfolded;
  }
  if (row.kind === 'tool') {
    return row.tool === 'failed' || linesOf(row.text) <= FEW_LINES;
  }
  return row.kind !== 'prompt' && row.kind !== 'thought';
}

/** Fills a row's element. */
export function fill(target: HTMLElement, row: Row, look: Look, words: Words, touch: Touch): void {
  const unfolded = isUnfolded(row, look);
  target.className = `row ${row.kind}${row.tool === undefined ? '' : ` ${row.tool}`}`;
  target.setAttribute('aria-label', spoken(row, words));
  const parts: Node[] = [];
  const head = headOf(row, unfolded, words, touch);
  if (head !== undefined) {
    parts.push(head);
  }
  if (unfolded && row.text.trim() !== '') {
    parts.push(...bodyOf(row, look, words, touch));
  }
  target.replaceChildren(...parts);
}

/** What folds, or names what is below it; plain text has none. */
function headOf(row: Row, unfolded: boolean, words: Words, touch: Touch): Node | undefined {
  if (row.kind === 'text') {
    return undefined;
  }
  const title = element('span', { className: 'title', textContent: titleOf(row) });
  const label = element('span', { className: 'label', textContent: labelOf(row, words) });
  const time = element('span', { className: 'time', textContent: timeOf(row.at) });
  if (row.text.trim() === '') {
    return element('div', { className: 'head' }, label, title, time);
  }
  const lines = element('span', {
    className: 'count',
    textContent: countOf(linesOf(row.text), words),
  });
  const folds = element('button', { className: 'head folds' }, label, title, lines, time);
  folds.type = 'button';
  folds.setAttribute('aria-expanded', String(unfolded));
  folds.tabIndex = -1;
  folds.addEventListener('click', () => touch.fold(row, !unfolded));
  return folds;
}

function bodyOf(row: Row, look: Look, words: Words, touch: Touch): Node[] {
  const lines = row.text.split('\n');
  const cut = !look.all && lines.length > MOST_LINES;
  const text = cut ? lines.slice(0, MOST_LINES).join('\n') : row.text;
  const plain = row.kind === 'tool' || row.kind === 'diagnostic';
  const body = pieces(text).map((piece) => {
    switch (piece.kind) {
      case 'diff':
        return diff(piece.text);
      case 'code':
        return element('pre', { textContent: piece.text });
      case 'prose':
        return plain
          ? element('pre', { textContent: piece.text })
          : element('div', { className: 'prose', textContent: piece.text.trim() });
    }
  });
  if (!cut) {
    return body;
  }
  const more = button(words.showAll.replace('{0}', String(lines.length)), () => {
    touch.showAll(row);
  });
  more.className = 'more';
  return [...body, more];
}

function diff(text: string): HTMLElement {
  const lines = text
    .split('\n')
    .map((line) =>
      element('span', { className: `line ${toneOf(line)}`, textContent: `${line}\n` }),
    );
  return element('pre', { className: 'diff' }, ...lines);
}

function toneOf(line: string): string {
  if (line.startsWith('+++') || line.startsWith('---') || line.startsWith('diff ')) {
    return 'file';
  }
  if (line.startsWith('@@')) {
    return 'hunk';
  }
  return line.startsWith('+') ? 'added' : line.startsWith('-') ? 'removed' : 'same';
}

function titleOf(row: Row): string {
  return row.kind === 'thought' ? (row.text.trim().split('\n', 1)[0] ?? '') : row.title;
}

function labelOf(row: Row, words: Words): string {
  switch (row.kind) {
    case 'text':
      return '';
    case 'prompt':
      return words.prompt;
    case 'thought':
      return words.thought;
    case 'tool':
      return `${row.toolKind ?? ''} ${stateOf(row, words)}`.trim();
    case 'plan':
      return words.plan;
    case 'question':
      return words.question;
    case 'permission':
      return words.permission;
    case 'finding':
      return words.finding;
    case 'note':
    case 'usage':
      return words.note;
    case 'diagnostic':
      return words.diagnostic;
    case 'end':
      return words.ended;
    default:
      return row.kind;
  }
}

function stateOf(row: Row, words: Words): string {
  switch (row.tool ?? 'done') {
    case 'running':
      return words.running;
    case 'failed':
      return words.failed;
    case 'done':
      return words.done;
  }
}

/** What a screen reader says of a row before its content. */
function spoken(row: Row, words: Words): string {
  const text = row.kind === 'text' ? row.text.trim().slice(0, 300) : titleOf(row).slice(0, 300);
  return [labelOf(row, words), text].filter((part) => part !== '').join(': ');
}

function timeOf(at: string): string {
  return at === '' ? '' : new Date(at).toLocaleTimeString();
}

function countOf(lines: number, words: Words): string {
  return lines === 1 ? words.line : words.lines.replace('{0}', String(lines));
}

function linesOf(text: string): number {
  return text.trim() === '' ? 0 : text.trimEnd().split('\n').length;
}
