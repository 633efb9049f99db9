import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { RequestError } from '../../clients/typescript/src/connection';
import { run as runs, type RunEntry, type RunOutput } from '../../clients/typescript/src/protocol';
import { textIn } from './about';
import { headOf, questionsOf } from './runHead';
import { chooseTask } from './taskChoice';
import type { Tools } from './tools';
import type { FromPage, ToPage, Words } from './transcriptMessages';
import { reasonOf } from './words';

const VIEW = 'tercet.transcript';
/** What comes within this time is sent to the page at once. */
const TOGETHER = 60;
/** Entries that the page takes in at once without a pause that is felt. */
const MOST_AT_ONCE = 400;

/** Which run a page shows. */
interface Subject {
  readonly task: string;
  readonly run: string;
}

/** Transcripts of runs as pages, live while the run is at work. */
export function registerTranscripts(tools: Tools): vscode.Disposable {
  const pages = new Map<string, TranscriptPage>();
  const open = (panel: vscode.WebviewPanel, subject: Subject) => {
    const page = new TranscriptPage(tools, panel, subject);
    pages.set(subject.run, page);
    panel.onDidDispose(() => {
      page.dispose();
      pages.delete(subject.run);
    });
  };
  return vscode.Disposable.from(
    vscode.commands.registerCommand(VIEW, async (about: unknown) => {
      const subject = await subjectOf(tools, about);
      const known = subject && pages.get(subject.run);
      if (known !== undefined) {
        known.reveal();
      } else if (subject !== undefined) {
        open(panelFor(tools, subject), subject);
      }
    }),
    vscode.window.registerWebviewPanelSerializer(VIEW, {
      deserializeWebviewPanel: (panel, state: unknown) => {
        const [task, run] = [textIn(state, 'task'), textIn(state, 'run')];
        if (task === undefined || run === undefined) {
          panel.dispose();
        } else {
          open(panel, { task, run });
        }
        return Promise.resolve();
      },
    }),
    new vscode.Disposable(() => pages.forEach((page) => page.dispose())),
  );
}

/** The run that is meant; of a task alone its newest. */
async function subjectOf(tools: Tools, about: unknown): Promise<Subject | undefined> {
  const { model } = tools;
  const run = textIn(about, 'run');
  const task =
    textIn(about, 'task') ?? run?.slice(0, run.lastIndexOf('.r')) ?? (await chooseTask(tools));
  if (task === undefined) {
    return undefined;
  }
  try {
    const newest = run ?? (await model.view(task)).runs.at(-1)?.id;
    if (newest !== undefined) {
      return { task, run: newest };
    }
    void vscode.window.showInformationMessage(
      vscode.l10n.t('{0} has had no run yet.', model.task(task)?.title ?? task),
    );
  } catch (error) {
    void vscode.window.showErrorMessage(
      vscode.l10n.t('The runs of {0} cannot be read: {1}', task, reasonOf(error)),
    );
  }
  return undefined;
}

function panelFor({ context }: Tools, { run }: Subject): vscode.WebviewPanel {
  return vscode.window.createWebviewPanel(
    VIEW,
    run,
    vscode.ViewColumn.Active,
    optionsFor(context.extensionUri),
  );
}

function optionsFor(extension: vscode.Uri): vscode.WebviewOptions & vscode.WebviewPanelOptions {
  return {
    enableScripts: true,
    enableFindWidget: true,
    localResourceRoots: [
      vscode.Uri.joinPath(extension, 'out', 'webview'),
      vscode.Uri.joinPath(extension, 'media'),
    ],
  };
}

/** One page, as long as its tab is there. What it shows is read anew whenever it is seen again. */
class TranscriptPage implements vscode.Disposable {
  private readonly listening: vscode.Disposable;
  private stop: (() => void) | undefined;
  /** Number of the entry that is to be sent next. */
  private next = 0;
  private ended = false;
  private waiting: RunEntry[] = [];
  private pending: NodeJS.Timeout | undefined;
  /** Goes up with each time that reading begins anew, so that what is late is dropped. */
  private reading = 0;

  constructor(
    private readonly tools: Tools,
    private readonly panel: vscode.WebviewPanel,
    private readonly subject: Subject,
  ) {
    const { context, daemon, model } = tools;
    panel.webview.options = optionsFor(context.extensionUri);
    this.listening = vscode.Disposable.from(
      panel.webview.onDidReceiveMessage((message: FromPage) => void this.hear(message)),
      panel.onDidChangeViewState(() => panel.visible || this.rest()),
      daemon.onDidReset(() => void this.read(this.next)),
      daemon.onDidChangeState((state) => {
        this.trouble(
          state.kind === 'connected' || this.ended
            ? ''
            : vscode.l10n.t('Not connected to Tercet at the moment; what is missing comes later.'),
        );
      }),
      model.onDidChangeTasks((task) => {
        if (task === undefined || task === subject.task) {
          void this.head();
        }
      }),
    );
    panel.webview.html = this.html();
  }

  reveal(): void {
    this.panel.reveal();
  }

  dispose(): void {
    this.rest();
    this.listening.dispose();
  }

  private async hear(message: FromPage): Promise<void> {
    switch (message.kind) {
      case 'ready':
        this.post({ kind: 'begin', ...this.subject, words: words() });
        await Promise.all([this.head(), this.read(0)]);
        break;
      case 'answer':
        await this.answer(message.decision, message.text);
        break;
      case 'say':
        await this.answer(message.decision, undefined);
        break;
      case 'next':
        await this.openNext();
        break;
      case 'changes':
        await vscode.commands.executeCommand('tercet.runDiff', this.subject);
        break;
    }
  }

  private async answer(decision: string, text: string | undefined): Promise<void> {
    await vscode.commands.executeCommand('tercet.answer', {
      task: this.subject.task,
      decision,
      ...(text === undefined ? {} : { text }),
    });
    await this.head();
  }

  private async openNext(): Promise<void> {
    const { task } = this.subject;
    const view = await this.tools.model.view(task);
    const run = view.runs.find((one) => one.id === this.subject.run);
    const next = run && headOf(view, run, vscode.l10n.t).next;
    if (next !== undefined) {
      await vscode.commands.executeCommand(VIEW, { task, run: next });
    }
  }

  /** Sends what is there from an entry on, in pages, and then what comes. */
  private async read(from: number): Promise<void> {
    this.rest();
    if (!this.panel.visible) {
      return;
    }
    const reading = ++this.reading;
    const { daemon } = this.tools;
    const { run } = this.subject;
    this.next = from;
    try {
      for (;;) {
        const page = await daemon.request(runs.read, { run, from: this.next, limit: MOST_AT_ONCE });
        if (reading !== this.reading) {
          return;
        }
        this.send(page);
        if (page.ended || page.lines.length === 0) {
          break;
        }
      }
      if (!this.ended) {
        const stop = await daemon.follow(run, this.next, (output) => this.take(reading, output));
        if (reading === this.reading) {
          this.stop = stop;
        } else {
          stop();
        }
      }
      this.trouble('');
    } catch (error) {
      if (reading === this.reading) {
        this.trouble(vscode.l10n.t('The transcript cannot be read: {0}', reasonOf(error)));
      }
    }
  }

  private send({ from, lines, next, ended }: RunOutput): void {
    this.next = next;
    this.ended = ended;
    this.post({ kind: 'entries', from, lines, ended });
  }

  private take(reading: number, output: RunOutput): void {
    if (reading !== this.reading) {
      return;
    }
    this.waiting.push(...output.lines);
    this.ended = output.ended;
    this.pending ??= setTimeout(() => this.flush(), TOGETHER);
  }

  private flush(): void {
    this.pending = undefined;
    const lines = this.waiting;
    this.waiting = [];
    const from = this.next;
    this.send({ run: this.subject.run, from, lines, next: from + lines.length, ended: this.ended });
  }

  /** Follows nothing any more; what has come and was not sent is read again. */
  private rest(): void {
    this.reading++;
    clearTimeout(this.pending);
    this.pending = undefined;
    this.waiting = [];
    this.stop?.();
    this.stop = undefined;
  }

  private async head(): Promise<void> {
    const say = vscode.l10n.t;
    try {
      const view = await this.tools.model.view(this.subject.task);
      const run = view.runs.find((one) => one.id === this.subject.run);
      if (run !== undefined) {
        const head = headOf(view, run, say);
        this.panel.title = head.title;
        this.post({ kind: 'head', head, hasChanges: run.commit !== undefined });
        this.post({ kind: 'questions', open: questionsOf(view, run) });
      }
    } catch (error) {
      this.tools.log.warn(`${this.subject.run}: ${reasonOf(error)}`);
      if (error instanceof RequestError && error.is('unknown-task')) {
        this.trouble(vscode.l10n.t('The task was deleted.'));
      }
    }
  }

  private trouble(text: string): void {
    this.post({ kind: 'trouble', text });
  }

  private post(message: ToPage): void {
    void this.panel.webview.postMessage(message);
  }

  private html(): string {
    const { webview } = this.panel;
    const file = (...path: string[]) =>
      webview
        .asWebviewUri(vscode.Uri.joinPath(this.tools.context.extensionUri, ...path))
        .toString();
    const nonce = randomBytes(16).toString('base64');
    const policy = `default-src 'none'; style-src ${webview.cspSource}; script-src 'nonce-${nonce}'`;
    return `<!DOCTYPE html>
<html lang="${vscode.env.language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="${file('media', 'transcript.css')}">
</head>
<body>
<script nonce="${nonce}" src="${file('out', 'webview', 'transcript.js')}"></script>
</body>
</html>`;
  }
}

function words(): Words {
  const say = vscode.l10n.t;
  return {
    transcript: say('Transcript'),
    prompt: say('Prompt'),
    thought: say('Thought'),
    plan: say('Its plan'),
    finding: say('Finding'),
    question: say('Question'),
    permission: say('Permission'),
    note: say('Tercet'),
    diagnostic: say('Diagnostic'),
    ended: say('End'),
    running: say('running'),
    done: say('done'),
    failed: say('failed'),
    line: say('1 line'),
    lines: say('{0} lines'),
    showAll: say('Show all {0} lines'),
    toEnd: say('Go to the end'),
    news: say('{0} new'),
    asks: say('The agent asks'),
    answer: say('Answer…'),
    nextRun: say('It goes on in the next run'),
    changes: say('Show what it changed'),
    empty: say('Nothing has been said yet.'),
    again: say('The run is over.'),
  };
}
