/** Says a text in the user's language, with `{0}`, `{1}` … replaced. */
export type Say = (text: string, ...values: (string | number)[]) => string;

/** Says a text as it is written, in English. */
export const inEnglish: Say = (text, ...values) =>
  text.replace(/\{(\d+)\}/g, (written, at: string) => String(values[Number(at)] ?? written));

/** The first line of a text, cut where it is longer than a row has room for. */
export function firstLine(text: string, most = 120): string {
  const line = text.trim().split('\n', 1)[0]?.trim() ?? '';
  return line.length <= most ? line : `${line.slice(0, most - 1)}…`;
}

/** What went wrong, in words. */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
