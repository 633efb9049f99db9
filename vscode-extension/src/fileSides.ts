import * as vscode from 'vscode';
import { RequestError } from '../../clients/typescript/src/connection';
import { change, type FileContent } from '../../clients/typescript/src/protocol';
import type { Daemon } from './daemon';
import { cautionOf, partsOf, SCHEME, sideOf, textOf, type Side } from './sides';
import { reasonOf } from './words';

/** What is kept of files that were read, in bytes; a commit's files never change. */
const MOST_KEPT = 16 << 20;
/** What one request asks for. */
const MOST_PATHS = 100;
const BYTE_ORDER_MARK = '\uFEFF';

interface Kept {
  readonly bytes: Uint8Array;
  readonly caution: string | undefined;
}

/** The document of one side of a diff. */
export function uriOf(side: Side): vscode.Uri {
  return vscode.Uri.from(partsOf(side));
}

/**
 * The files of tasks as their commits have them, read from the daemon: no checkout is needed. A
 * file system and not a content provider, so that a window which is opened again finds them.
 */
export class FileSides
  implements vscode.FileSystemProvider, vscode.FileDecorationProvider, vscode.Disposable
{
  private readonly kept = new Map<string, Kept>();
  private readonly asked = new Map<string, Promise<Kept>>();
  private size = 0;
  private readonly filesChanged = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  private readonly decorationsChanged = new vscode.EventEmitter<vscode.Uri>();
  private readonly registered: vscode.Disposable;
  readonly onDidChangeFile = this.filesChanged.event;
  readonly onDidChangeFileDecorations = this.decorationsChanged.event;

  constructor(private readonly daemon: Daemon) {
    this.registered = vscode.Disposable.from(
      vscode.workspace.registerFileSystemProvider(SCHEME, this, {
        isReadonly: true,
        isCaseSensitive: true,
      }),
      vscode.window.registerFileDecorationProvider(this),
    );
  }

  /** Reads many sides with few requests, before an editor asks for each. */
  expect(sides: readonly Side[]): void {
    const groups = new Map<string, Side[]>();
    for (const side of sides) {
      const name = uriOf(side).toString();
      if (!this.kept.has(name) && !this.asked.has(name)) {
        const group = `${side.task} ${side.commit}`;
        groups.set(group, [...(groups.get(group) ?? []), side]);
      }
    }
    for (const group of groups.values()) {
      for (let from = 0; from < group.length; from += MOST_PATHS) {
        this.ask(group.slice(from, from + MOST_PATHS));
      }
    }
  }

  async stat(uri: vscode.Uri): Promise<vscode.FileStat> {
    const { bytes } = await this.file(uri);
    return {
      type: vscode.FileType.File,
      ctime: 0,
      mtime: 0,
      size: bytes.byteLength,
      permissions: vscode.FilePermission.Readonly,
    };
  }

  async readFile(uri: vscode.Uri): Promise<Uint8Array> {
    return (await this.file(uri)).bytes;
  }

  provideFileDecoration(uri: vscode.Uri): vscode.FileDecoration | undefined {
    const caution = this.kept.get(uri.toString())?.caution;
    return caution === undefined ? undefined : new vscode.FileDecoration('!', caution);
  }

  watch(): vscode.Disposable {
    return new vscode.Disposable(() => undefined);
  }

  readDirectory(): [string, vscode.FileType][] {
    return [];
  }

  createDirectory(uri: vscode.Uri): never {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  writeFile(uri: vscode.Uri): never {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  delete(uri: vscode.Uri): never {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  rename(uri: vscode.Uri): never {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  dispose(): void {
    this.registered.dispose();
    this.filesChanged.dispose();
    this.decorationsChanged.dispose();
  }

  /** Asks for sides of one commit at once; what does not fit is asked for by itself. */
  private ask(sides: readonly Side[]): void {
    const [first] = sides;
    if (first === undefined) {
      return;
    }
    const { task, commit } = first;
    const answer = this.daemon.request(change.contents, {
      task,
      commit,
      paths: sides.map((side) => side.path),
    });
    for (const side of sides) {
      void this.remember(
        uriOf(side),
        answer.then(
          ({ contents }) => {
            const content = contents.find((one) => one.path === side.path);
            return content === undefined ? this.read(side) : this.take(side, content);
          },
          (error: unknown) => {
            throw unreadable(side, error);
          },
        ),
      );
    }
  }

  /** Asked for once, however often an editor wants to know. */
  private file(uri: vscode.Uri): Promise<Kept> {
    const name = uri.toString();
    const known = this.kept.get(name);
    if (known !== undefined) {
      return Promise.resolve(known);
    }
    const side = sideOf(uri);
    if (side === undefined) {
      return Promise.reject(vscode.FileSystemError.FileNotFound(uri));
    }
    return this.asked.get(name) ?? this.remember(uri, this.read(side));
  }

  private remember(uri: vscode.Uri, asked: Promise<Kept>): Promise<Kept> {
    const name = uri.toString();
    this.asked.set(name, asked);
    asked.then(
      () => this.asked.delete(name),
      () => this.asked.delete(name),
    );
    return asked;
  }

  private async read(side: Side): Promise<Kept> {
    try {
      return this.take(side, await this.daemon.request(change.content, side));
    } catch (error) {
      throw unreadable(side, error);
    }
  }

  private take(side: Side, content: FileContent): Kept {
    const uri = uriOf(side);
    const kept = { bytes: encoded(content), caution: cautionOf(content, vscode.l10n.t) };
    this.keep(uri.toString(), kept);
    if (kept.caution !== undefined) {
      this.decorationsChanged.fire(uri);
    }
    return kept;
  }

  private keep(name: string, file: Kept): void {
    this.kept.set(name, file);
    this.size += file.bytes.byteLength;
    for (const [oldest, { bytes }] of this.kept) {
      if (this.size <= MOST_KEPT) {
        break;
      }
      this.kept.delete(oldest);
      this.size -= bytes.byteLength;
    }
  }
}

/** With a mark in front, it is read as UTF-8 whatever `files.encoding` says. */
function encoded(content: FileContent): Uint8Array {
  const text = textOf(content, vscode.l10n.t);
  return new TextEncoder().encode(
    text === '' || text.startsWith(BYTE_ORDER_MARK) ? text : BYTE_ORDER_MARK + text,
  );
}

function unreadable(side: Side, error: unknown): vscode.FileSystemError {
  if (error instanceof RequestError && error.is('unknown-task')) {
    return vscode.FileSystemError.FileNotFound(
      vscode.l10n.t('{0} cannot be shown: the task {1} was deleted', side.path, side.task),
    );
  }
  return vscode.FileSystemError.Unavailable(
    vscode.l10n.t('{0} cannot be read from Tercet: {1}', side.path, reasonOf(error)),
  );
}
