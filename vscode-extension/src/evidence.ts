import type { Asked } from '../../clients/typescript/src/protocol';

/** All that has to be seen to answer something that is in the way; undefined where a line says it. */
export function evidenceOf(asked: Asked): string | undefined {
  switch (asked.kind) {
    case 'failure':
      return paragraphs(asked.reason, asked.evidence);
    case 'conflict':
      return paragraphs(asked.reason, asked.paths.join('\n'), asked.evidence);
    case 'trust':
      return paragraphs(asked.content);
    case 'boundary':
      return paragraphs(asked.reason, asked.paths.join('\n'));
    case 'footprint':
      return paragraphs(asked.paths.join('\n'));
    case 'approval':
    case 'question':
    case 'findings':
    case 'merge':
    case 'limit':
      return undefined;
    default:
      // A kind that a newer daemon knows.
      return undefined;
  }
}

function paragraphs(...parts: readonly string[]): string {
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}
