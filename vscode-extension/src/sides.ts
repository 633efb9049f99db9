import type { FileContent } from '../../clients/typescript/src/protocol';
import type { Say } from './words';

/** The scheme of the documents that the daemon is asked for. */
export const SCHEME = 'tercet';

/** One side of a diff: a file of a task as a commit has it. */
export interface Side {
  readonly task: string;
  readonly commit: string;
  /** Relative to the repository. */
  readonly path: string;
}

/** What a URI is made of, and can be made from. */
export interface UriParts {
  readonly scheme: string;
  readonly authority: string;
  readonly path: string;
  readonly query: string;
}

/** The document of a side: `tercet://csv-export-k3f9/src/Csv.java?a151baa…`. */
export function partsOf(side: Side): UriParts {
  return { scheme: SCHEME, authority: side.task, path: `/${side.path}`, query: side.commit };
}

/** The side that a document is; undefined for every other document. */
export function sideOf(uri: UriParts): Side | undefined {
  const named = uri.scheme === SCHEME && uri.authority !== '' && uri.path.length > 1;
  return named && /^[0-9a-f]{40,64}$/.test(uri.query)
    ? { task: uri.authority, commit: uri.query, path: uri.path.slice(1) }
    : undefined;
}

/** A commit as people say it. */
export function shortened(commit: string): string {
  return commit.slice(0, 10);
}

/**
 * What an editor shows of a file. What is no text is said in words, with the commit, so that two
 * sides that differ are seen to differ.
 */
export function textOf(content: FileContent, say: Say): string {
  const commit = shortened(content.commit);
  switch (content.kind) {
    case 'text':
    case 'not-utf8':
    case 'symlink':
      return content.text ?? '';
    case 'binary':
      return say('A binary file of {0} bytes at {1}', content.size, commit);
    case 'too-large':
      return say('A file of {0} bytes at {1}, too large to be shown', content.size, commit);
    case 'submodule':
      return say('A submodule at {0}', commit);
    case 'absent':
      return '';
    default:
      return say('Something this version cannot show, at {0}', commit);
  }
}

/** What a person should know of a document that is not quite what is in the repository. */
export function cautionOf(content: FileContent, say: Say): string | undefined {
  switch (content.kind) {
    case 'not-utf8':
      return say('Not UTF-8: bytes that could not be read are shown as \uFFFD');
    case 'symlink':
      return say('A symbolic link: the text is where it points');
    case 'text':
    case 'binary':
    case 'too-large':
    case 'submodule':
    case 'absent':
      return undefined;
    default:
      return undefined;
  }
}
