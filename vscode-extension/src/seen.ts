import type * as vscode from 'vscode';

const KEY = 'tercet.seen';
const MOST = 500;

type Revisions = Readonly<Record<string, number>>;

/** Which revision of each artifact was last shown to the person, on this machine. */
export class Seen {
  constructor(private readonly memento: vscode.Memento) {}

  revision(task: string, artifact: string): number | undefined {
    return this.all()[`${task}/${artifact}`];
  }

  async note(task: string, artifact: string, revision: number): Promise<void> {
    const key = `${task}/${artifact}`;
    const rest = Object.entries(this.all()).filter(([name]) => name !== key);
    const entries = [...rest, [key, revision] as const].slice(-MOST);
    await this.memento.update(KEY, Object.fromEntries(entries));
  }

  private all(): Revisions {
    return this.memento.get<Revisions>(KEY, {});
  }
}
