/** One row of a tree, as far as it is known without an editor. */
export interface Row {
  readonly label: string;
  readonly description: string;
  /** Name of a codicon. */
  readonly icon: string;
  /** Id of a theme's colour for the icon. */
  readonly color?: string;
  /** Lines of Markdown. */
  readonly tooltip: string;
  readonly context: string;
  /** What a screen reader says. */
  readonly spoken: string;
}

/** Text as Markdown shows it literally. */
export function literal(text: string): string {
  return text.replace(/[\\`*_{}[\]()#+\-.!|<>~$&]/g, '\\$&');
}

/** Parts that say something, with a dot between them. */
export function joined(...parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== '').join(' · ');
}
