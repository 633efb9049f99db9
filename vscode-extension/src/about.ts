/**
 * What a command is about: the one argument of each, in the words of the protocol's requests. Rows
 * of trees and the language server's lenses are such objects.
 */
export interface About {
  readonly task?: string;
  readonly decision?: string;
}

/** A member of a command's argument, where it is the text that it should be. */
export function textIn(about: unknown, name: string): string | undefined {
  const value = memberOf(about, name);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** A member of a command's argument, where it is a number. */
export function numberIn(about: unknown, name: string): number | undefined {
  const value = memberOf(about, name);
  return typeof value === 'number' ? value : undefined;
}

/** A member of a command's argument, where it is a list of texts, or one text with commas. */
export function textsIn(about: unknown, name: string): readonly string[] {
  const value = memberOf(about, name);
  if (typeof value === 'string') {
    return value.split(/[\s,]+/).filter((word) => word !== '');
  }
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];
}

function memberOf(about: unknown, name: string): unknown {
  return typeof about === 'object' && about !== null
    ? (about as Readonly<Record<string, unknown>>)[name]
    : undefined;
}
