import type { AskedMerge } from '../../clients/typescript/src/protocol';
import type { TitleOf } from './taskRow';
import { firstLine, type Say } from './words';

const MOST_FILES = 8;

/** What a person should know before a change is merged: its size, how it was verified, who else is there. */
export function mergeDetail(asked: AskedMerge, titleOf: TitleOf, say: Say): string {
  const added = asked.files.reduce((sum, file) => sum + (file.added ?? 0), 0);
  const deleted = asked.files.reduce((sum, file) => sum + (file.deleted ?? 0), 0);
  const left = asked.files.length - MOST_FILES;
  return [
    asked.verification === undefined
      ? say('Nothing was verified.')
      : asked.verification.passed
        ? say('Verified: {0}', asked.verification.command)
        : say(
            'Verification is red: {0} ({1})',
            asked.verification.command,
            firstLine(asked.verification.text),
          ),
    ...(asked.remarks ?? []),
    ...asked.overlaps.map((overlap) =>
      say(
        '"{0}" changes the same files: {1}',
        titleOf(overlap.task) ?? overlap.task,
        overlap.paths.slice(0, 5).join(', '),
      ),
    ),
    '',
    asked.files.length === 1
      ? say('1 file, +{0} −{1} lines', added, deleted)
      : say('{0} files, +{1} −{2} lines', asked.files.length, added, deleted),
    ...asked.files.slice(0, MOST_FILES).map((file) => `    ${file.path}`),
    ...(left > 0 ? [`    ${say('and {0} more', left)}`] : []),
  ].join('\n');
}
