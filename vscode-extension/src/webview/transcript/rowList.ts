import { Heights } from '../../heights';
import type { Row } from '../../transcriptRows';
import type { Words } from '../../transcriptMessages';
import { element } from './dom';
import { fill, isUnfolded, type Look, type Touch } from './rowView';

/** What is drawn above and below what is seen, in pixels. */
const BEYOND = 600;
const GUESS = 34;
/** Between two drawings of what comes, in milliseconds. */
const PAUSE = 80;
/** As near to the end counts as at the end. */
const NEAR = 24;
const AS_IT_IS: Look = { unfolded: undefined, all: false };

interface Drawn {
  readonly element: HTMLElement;
  version: number;
}

/**
 * A list that draws only the rows that are seen. While its end is seen it stays there; once a
 * person scrolls up it stays where they read, whatever is added.
 */
export class RowList implements Touch {
  readonly root = element('main', { className: 'list', role: 'feed' });
  private readonly space = element('div', { className: 'space' });
  private readonly heights = new Heights(GUESS);
  private readonly drawn = new Map<number, Drawn>();
  private readonly looks = new Map<number, Look>();
  private readonly resizing: ResizeObserver;
  private frame = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private drawnAt = 0;
  private focused = 0;
  private atEnd = true;

  /**
   * @param rows the list that grows
   * @param followed hears whether the end is followed
   */
  constructor(
    private readonly rows: readonly Row[],
    private readonly words: Words,
    private readonly followed: (follows: boolean) => void,
  ) {
    this.root.append(this.space);
    this.root.setAttribute('aria-label', words.transcript);
    this.root.setAttribute('aria-busy', 'true');
    this.root.addEventListener('scroll', () => this.scrolled(), { passive: true });
    this.root.addEventListener('keydown', (event) => this.key(event));
    this.root.addEventListener('focusin', (event) => this.focusedOn(event.target));
    this.resizing = new ResizeObserver(() => this.resized());
    this.resizing.observe(this.root);
  }

  get follows(): boolean {
    return this.atEnd;
  }

  /** Rows from this one on may be others than they were. */
  changed(first: number): void {
    this.heights.grow(this.rows.length);
    if (first < this.rows.length) {
      this.soon();
    }
  }

  /** Goes to the end and stays there. */
  follow(): void {
    this.atEnd = true;
    this.followed(true);
    this.draw();
  }

  /** Nothing more will come. */
  quiet(): void {
    this.root.setAttribute('aria-busy', 'false');
  }

  /** Rows that are drawn are measured again. */
  resized(): void {
    this.drawn.forEach((drawn) => (drawn.version = -1));
    this.soon();
  }

  fold(row: Row, unfolded: boolean): void {
    this.look(row, { ...this.lookOf(row), unfolded });
  }

  showAll(row: Row): void {
    this.look(row, { ...this.lookOf(row), all: true });
  }

  dispose(): void {
    cancelAnimationFrame(this.frame);
    clearTimeout(this.timer);
    this.resizing.disconnect();
  }

  private lookOf(row: Row): Look {
    return this.looks.get(row.number) ?? AS_IT_IS;
  }

  /** What a person touches stays where it is; the end is not followed meanwhile. */
  private look(row: Row, look: Look): void {
    this.looks.set(row.number, look);
    const drawn = this.drawn.get(row.number);
    if (drawn !== undefined) {
      drawn.version = -1;
    }
    this.draw();
  }

  /** Draws with the next frame or, where rows come one after another, when it is time again. */
  private soon(): void {
    const wait = this.drawnAt + PAUSE - performance.now();
    if (this.frame === 0 && wait <= 0) {
      this.frame = requestAnimationFrame(() => this.draw());
    } else if (this.frame === 0) {
      this.timer ??= setTimeout(() => {
        this.timer = undefined;
        this.soon();
      }, wait);
    }
  }

  private scrolled(): void {
    const { scrollTop, clientHeight, scrollHeight } = this.root;
    const atEnd = scrollTop + clientHeight >= scrollHeight - NEAR;
    if (atEnd !== this.atEnd) {
      this.atEnd = atEnd;
      this.followed(atEnd);
    }
    if (this.frame === 0) {
      this.frame = requestAnimationFrame(() => this.draw());
    }
  }

  private draw(): void {
    cancelAnimationFrame(this.frame);
    this.frame = 0;
    this.drawnAt = performance.now();
    const anchor = this.heights.at(this.root.scrollTop);
    const beside = this.root.scrollTop - this.heights.top(anchor);
    // Measuring what is drawn may bring other rows into sight: twice is enough but for the guess.
    for (let round = 0; round < 3 && this.drawSeen(anchor, beside); round++);
  }

  /** Whether a height was another than was thought. */
  private drawSeen(anchor: number, beside: number): boolean {
    this.place(anchor, beside);
    const top = this.root.scrollTop - BEYOND;
    const bottom = this.root.scrollTop + this.root.clientHeight + BEYOND;
    const first = this.heights.at(Math.max(0, top));
    const last = this.rows.length === 0 ? -1 : this.heights.at(bottom);
    this.removeOthers(first, last);
    const fresh: number[] = [];
    for (let at = first; at <= last; at++) {
      if (this.put(at)) {
        fresh.push(at);
      }
    }
    const measured = fresh.map(
      (at) => [at, this.drawn.get(at)?.element.offsetHeight ?? 0] as const,
    );
    const other = measured.filter(([at, height]) => this.heights.set(at, height)).length > 0;
    for (const [at, { element: row }] of this.drawn) {
      row.style.transform = `translateY(${this.heights.top(at)}px)`;
    }
    this.place(anchor, beside);
    return other;
  }

  /** Scrolls to the end, or to where the person was. */
  private place(anchor: number, beside: number): void {
    this.space.style.height = `${this.heights.total}px`;
    const wanted = this.atEnd
      ? this.heights.total - this.root.clientHeight
      : this.heights.top(anchor) + beside;
    if (Math.abs(this.root.scrollTop - wanted) >= 1) {
      this.root.scrollTop = wanted;
    }
  }

  /** Draws a row where it is not drawn as it is; whether it had to be. */
  private put(at: number): boolean {
    const row = this.rows[at];
    if (row === undefined) {
      return false;
    }
    const known = this.drawn.get(at);
    if (known?.version === row.version) {
      return false;
    }
    const drawn = known ?? { element: this.created(row), version: -1 };
    fill(drawn.element, row, this.lookOf(row), this.words, this);
    drawn.element.setAttribute('aria-setsize', String(this.rows.length));
    drawn.version = row.version;
    this.drawn.set(at, drawn);
    return true;
  }

  private created(row: Row): HTMLElement {
    const created = element('article', { className: 'row' });
    created.tabIndex = row.number === this.focused ? 0 : -1;
    created.dataset['row'] = String(row.number);
    created.setAttribute('aria-posinset', String(row.number + 1));
    this.space.append(created);
    return created;
  }

  /** Takes away what is not seen, but for what has the focus. */
  private removeOthers(first: number, last: number): void {
    for (const [at, { element: row }] of this.drawn) {
      if ((at < first || at > last) && !row.contains(document.activeElement)) {
        row.remove();
        this.drawn.delete(at);
      }
    }
  }

  private key(event: KeyboardEvent): void {
    const target = this.target(event.key);
    if (target !== undefined) {
      event.preventDefault();
      this.focus(Math.min(Math.max(0, target), this.rows.length - 1));
      return;
    }
    const row = this.rows[this.focused];
    const opens = event.key === 'ArrowRight';
    if (row !== undefined && (opens || event.key === 'ArrowLeft') && row.text !== '') {
      event.preventDefault();
      this.fold(row, opens);
    } else if (event.key === 'Enter' && row !== undefined && event.target instanceof HTMLElement) {
      if (event.target.classList.contains('row')) {
        this.fold(row, !isUnfolded(row, this.lookOf(row)));
      }
    }
  }

  private target(key: string): number | undefined {
    switch (key) {
      case 'ArrowDown':
        return this.focused + 1;
      case 'ArrowUp':
        return this.focused - 1;
      case 'PageDown':
        return Math.max(
          this.focused + 1,
          this.heights.at(this.seen(this.focused) + this.root.clientHeight),
        );
      case 'PageUp':
        return Math.min(
          this.focused - 1,
          this.heights.at(this.seen(this.focused) - this.root.clientHeight),
        );
      case 'Home':
        return 0;
      case 'End':
        return this.rows.length - 1;
      default:
        return undefined;
    }
  }

  private seen(row: number): number {
    return this.heights.top(row);
  }

  private focus(at: number): void {
    if (this.rows.length === 0) {
      return;
    }
    const isLast = at === this.rows.length - 1;
    if (this.atEnd !== isLast) {
      this.atEnd = isLast;
      this.followed(isLast);
    }
    const top = this.heights.top(at);
    const bottom = this.heights.top(at + 1);
    if (top < this.root.scrollTop) {
      this.root.scrollTop = top;
    } else if (bottom > this.root.scrollTop + this.root.clientHeight) {
      this.root.scrollTop = bottom - this.root.clientHeight;
    }
    this.draw();
    this.drawn.get(at)?.element.focus({ preventScroll: true });
  }

  private focusedOn(target: EventTarget | null): void {
    const row = target instanceof HTMLElement ? target.closest<HTMLElement>('.row') : null;
    if (row === null) {
      return;
    }
    const before = this.drawn.get(this.focused)?.element;
    if (before !== undefined) {
      before.tabIndex = -1;
    }
    row.tabIndex = 0;
    this.focused = Number(row.dataset['row'] ?? 0);
  }
}
