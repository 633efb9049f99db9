import { firstLine } from './words';

/** What the person wrote at a line of an artifact. */
export interface Remark {
  /** From 1. */
  readonly line: number;
  /** The line as it was when it was remarked upon. */
  readonly quoted: string;
  readonly text: string;
}

/** A rejection's correction: the person's line, then every remark with the line it is about. */
export function correctionOf(line: string, remarks: readonly Remark[]): string {
  const sorted = [...remarks].sort((left, right) => left.line - right.line);
  const said = sorted.map(({ line: number, quoted, text }) => {
    const quote = firstLine(quoted, 80);
    return quote === ''
      ? `Line ${number}: ${text.trim()}`
      : `Line ${number} ("${quote}"): ${text.trim()}`;
  });
  return [line.trim(), ...said].filter((part) => part !== '').join('\n');
}
