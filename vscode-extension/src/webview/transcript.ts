import { TranscriptRows } from '../transcriptRows';
import type { FromPage, OpenQuestion, RunHead, ToPage, Words } from '../transcriptMessages';
import { button, element } from './transcript/dom';
import { RowList } from './transcript/rowList';

interface Host {
  postMessage(message: FromPage): void;
  setState(state: unknown): void;
}
declare function acquireVsCodeApi(): Host;

/** The page of one run's transcript. */
class Page {
  private readonly host = acquireVsCodeApi();
  private readonly head = element('header');
  private readonly trouble = element('p', { className: 'trouble', role: 'alert' });
  private readonly spoken = element('div', { className: 'spoken', role: 'status' });
  private readonly questions = element('section', { className: 'questions' });
  private readonly toEnd = element('button', { className: 'to-end', hidden: true });
  private rows = new TranscriptRows();
  private list: RowList | undefined;
  private words: Words | undefined;
  private open: readonly OpenQuestion[] = [];
  private news = 0;
  private ended = false;

  start(): void {
    window.addEventListener('message', (event: MessageEvent<ToPage>) => this.hear(event.data));
    this.toEnd.addEventListener('click', () => this.list?.follow());
    this.host.postMessage({ kind: 'ready' });
  }

  private hear(message: ToPage): void {
    switch (message.kind) {
      case 'begin':
        this.host.setState({ task: message.task, run: message.run });
        this.begin(message.words);
        break;
      case 'head':
        this.drawHead(message.head, message.hasChanges);
        break;
      case 'questions':
        this.open = message.open;
        this.drawQuestions();
        break;
      case 'entries':
        this.take(message);
        break;
      case 'trouble':
        this.trouble.textContent = message.text;
        this.trouble.hidden = message.text === '';
        break;
    }
  }

  private begin(words: Words): void {
    this.words = words;
    this.rows = new TranscriptRows();
    this.list?.dispose();
    this.list = new RowList(this.rows.rows, words, (follows) => this.followed(follows));
    this.trouble.hidden = true;
    this.questions.setAttribute('aria-label', words.asks);
    document.body.replaceChildren(
      this.head,
      this.trouble,
      this.list.root,
      this.toEnd,
      this.questions,
      this.spoken,
    );
    this.followed(true);
  }

  private take({ from, lines, ended }: ToPage & { kind: 'entries' }): void {
    const before = this.rows.rows.length;
    const first = this.rows.take(from, lines);
    if (first !== undefined) {
      this.list?.changed(first);
      this.news += this.rows.rows.length - before;
      this.followed(this.list?.follows ?? true);
    }
    const asked = this.rows.rows.slice(before).some((row) => row.kind === 'question');
    if (asked) {
      this.drawQuestions();
    }
    if (ended && !this.ended && this.words !== undefined) {
      this.spoken.textContent = this.words.again;
      this.list?.quiet();
    }
    this.ended = ended;
  }

  private followed(follows: boolean): void {
    if (follows) {
      this.news = 0;
    }
    const { toEnd, news } = this.words ?? { toEnd: '', news: '' };
    this.toEnd.hidden = follows;
    this.toEnd.textContent =
      this.news === 0 ? toEnd : `${toEnd} (${news.replace('{0}', String(this.news))})`;
  }

  private drawHead(head: RunHead, hasChanges: boolean): void {
    const { words } = this;
    if (words === undefined) {
      return;
    }
    const title = element('h1', { textContent: head.title });
    const state = element('span', { className: `state ${head.tone}`, textContent: head.state });
    const facts = element('span', { className: 'facts', textContent: head.facts.join(' · ') });
    const line = element('p', {}, state, facts);
    const result = element('p', { className: 'result', textContent: head.result });
    result.hidden = head.result === '';
    const actions = element('p', { className: 'actions' });
    if (hasChanges) {
      actions.append(button(words.changes, () => this.host.postMessage({ kind: 'changes' })));
    }
    if (head.next !== undefined) {
      actions.append(button(words.nextRun, () => this.host.postMessage({ kind: 'next' })));
    }
    this.head.replaceChildren(title, line, result, actions);
  }

  /** The questions that this run asked and that nobody has answered. */
  private drawQuestions(): void {
    const { words } = this;
    const asked = new Set(
      this.rows.rows
        .filter((row) => row.kind === 'question')
        .map((row) => whole(row.title, row.text)),
    );
    const mine = this.open.filter((question) => asked.has(question.text.trim()));
    if (words === undefined || sameQuestions(mine, this.questions)) {
      return;
    }
    this.questions.dataset['decisions'] = mine.map((one) => one.decision).join(' ');
    this.questions.replaceChildren(...mine.map((question) => this.question(question, words)));
    if (mine.length > 0) {
      this.spoken.textContent = `${words.asks}: ${mine.map((one) => one.text).join(' ')}`;
    }
    this.list?.resized();
  }

  private question({ decision, text, options }: OpenQuestion, words: Words): HTMLElement {
    const answers = element('p', { className: 'answers' });
    for (const option of options) {
      answers.append(
        button(option, () => {
          this.host.postMessage({ kind: 'answer', decision, text: option });
        }),
      );
    }
    const other = button(words.answer, () => this.host.postMessage({ kind: 'say', decision }));
    other.classList.add('secondary');
    answers.append(other);
    return element(
      'div',
      { className: 'question' },
      element('h2', { textContent: words.asks }),
      element('p', { className: 'asked', textContent: text }),
      answers,
    );
  }
}

function whole(title: string, text: string): string {
  return (text === '' ? title : `${title}\n${text}`).trim();
}

/** Buttons that a person may be about to press are not drawn anew without a reason. */
function sameQuestions(questions: readonly OpenQuestion[], shown: HTMLElement): boolean {
  const known = shown.dataset['decisions'] ?? '';
  return known === questions.map((question) => question.decision).join(' ');
}

new Page().start();
