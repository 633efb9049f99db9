import type { BrowserContext, FrameLocator, Locator, Page } from 'playwright-core';
import { PATIENCE, until } from './await.js';

const PALETTE = '.quick-input-widget .quick-input-box input';
const ROW = '.quick-input-list .monaco-list-row';

/** What a window is opened on. */
export type Opened =
  | { readonly kind: 'folder'; readonly path: string }
  | { readonly kind: 'workspace'; readonly path: string }
  | { readonly kind: 'nothing' };

/** One window of VS Code, as a person sees it. */
export class Workbench {
  private constructor(
    readonly page: Page,
    private readonly url: string,
  ) {}

  static async open(context: BrowserContext, url: string, opened: Opened): Promise<Workbench> {
    const page = await context.newPage();
    page.setDefaultTimeout(PATIENCE);
    const workbench = new Workbench(page, url);
    await workbench.load(opened);
    return workbench;
  }

  private async load(opened: Opened): Promise<void> {
    const query =
      opened.kind === 'nothing' ? 'ew=true' : `${opened.kind}=${encodeURIComponent(opened.path)}`;
    await this.page.goto(`${this.url}/?${query}`, { waitUntil: 'commit' });
    await this.page.locator('.monaco-workbench .part.statusbar').waitFor();
    // Extensions come a while after that.
    await this.page
      .locator('.activitybar .action-item a[aria-label^="Explorer"]')
      .first()
      .waitFor();
  }

  close(): Promise<void> {
    return this.page.close();
  }

  /** Runs a command by its title, through the palette. */
  async command(title: string): Promise<void> {
    await this.palette('F1', `>${title}`, title);
  }

  /** Opens a file of the workspace by its name. */
  async openFile(name: string): Promise<void> {
    await this.palette('Control+P', name, name);
    await this.tab(name).waitFor();
  }

  /** Opens a file by its path, be it in the workspace or not. */
  async openPath(path: string): Promise<void> {
    await this.palette('Control+P', path, path.slice(path.lastIndexOf('/') + 1));
    await this.tab(path.slice(path.lastIndexOf('/') + 1)).waitFor();
  }

  /**
   * A key that is pressed while the window still loads goes nowhere, and a list that was made before an extension was
   * there stays without it: so it is opened again until what is wanted is in it.
   */
  private async palette(key: string, text: string, wanted: string): Promise<void> {
    const input = this.page.locator(PALETTE);
    await until(`the palette offers ${wanted}`, async () => {
      await this.page.keyboard.press(key);
      await input.waitFor({ timeout: 5000 });
      await input.fill(text, { timeout: 5000 });
      try {
        await this.page.locator(ROW, { hasText: wanted }).first().click({ timeout: 5000 });
      } catch (error) {
        await this.page.keyboard.press('Escape');
        throw error;
      }
      return true;
    });
  }

  /** Commands that the palette offers for a text. */
  async offered(text: string): Promise<string[]> {
    const input = this.page.locator(PALETTE);
    await this.page.keyboard.press('F1');
    await input.waitFor();
    await input.fill(`>${text}`);
    const rows = await until(
      `the palette lists something for ${text}`,
      () => this.page.locator(ROW).allInnerTexts(),
      (texts) => texts.length > 0,
    );
    await this.page.keyboard.press('Escape');
    return rows;
  }

  /** Types into the box that asks for a text. */
  async type(prompt: string | RegExp, text: string): Promise<void> {
    await this.page.locator('.quick-input-widget', { hasText: prompt }).waitFor();
    await this.page.locator(PALETTE).fill(text);
    await this.page.keyboard.press('Enter');
  }

  /** Takes the text that a box asks with. */
  async accept(prompt: string | RegExp): Promise<void> {
    await this.page.locator('.quick-input-widget', { hasText: prompt }).waitFor();
    await this.page.keyboard.press('Enter');
  }

  /** Chooses in a list that is shown. */
  async pick(text: string | RegExp): Promise<void> {
    await this.page.locator(ROW, { hasText: text }).first().click();
  }

  /** Shows the container of Tercet's views. */
  async showTercet(inbox = 'Inbox'): Promise<void> {
    const icon = this.page.locator('.activitybar .action-item', {
      has: this.page.locator('a[aria-label^="Tercet"]'),
    });
    await icon.first().waitFor();
    if ((await icon.first().getAttribute('class'))?.includes('checked') !== true) {
      // The badge lies over the link, and both in the item.
      await icon.first().click();
    }
    await this.page.locator('.sidebar .pane-header', { hasText: inbox }).first().waitFor();
  }

  /** Makes the side bar wider, as a person does who wants to read its rows. */
  async widenSideBar(by: number): Promise<void> {
    const box = await this.page.locator('.part.sidebar').boundingBox();
    const edge = (box?.x ?? 0) + (box?.width ?? 0) + 2;
    await this.page.mouse.move(edge, 400);
    await this.page.mouse.down();
    await this.page.mouse.move(edge + by, 400, { steps: 4 });
    await this.page.mouse.up();
  }

  /** The number at the activity bar's icon. */
  badge(): Locator {
    return this.page
      .locator('.activitybar .action-item', {
        has: this.page.locator('a[aria-label^="Tercet"]'),
      })
      .locator('.badge-content');
  }

  /** One of the views of the side bar, by its title. */
  view(title: string): Locator {
    return this.page.locator('.sidebar .pane', {
      has: this.page.locator('.pane-header', { hasText: title }),
    });
  }

  row(view: string, text: string | RegExp): Locator {
    return this.view(view).locator('.monaco-list-row', { hasText: text });
  }

  rows(view: string): Promise<string[]> {
    return this.view(view).locator('.monaco-list-row').allInnerTexts();
  }

  /** Presses one of the buttons that a row shows while the pointer is on it. */
  async inlineAction(view: string, row: string | RegExp, action: string): Promise<void> {
    const found = this.row(view, row).first();
    await found.hover();
    await found.locator(`.actions a[aria-label*="${action}"]`).first().click();
  }

  /** Chooses from a row's context menu. */
  async contextMenu(view: string, row: string | RegExp, action: string): Promise<void> {
    await this.menuOf(this.row(view, row).first(), action);
    await this.chooseInMenu(action);
  }

  /** A row that is drawn anew under the pointer has no menu: it is asked for again. */
  private async menuOf(row: Locator, action: string): Promise<void> {
    const item = this.page.locator('.context-view .monaco-menu .action-label', { hasText: action });
    await until(`the menu offers ${action}`, async () => {
      await row.click({ button: 'right', timeout: 5000 });
      try {
        await item.first().waitFor({ timeout: 3000 });
      } catch (error) {
        await this.page.keyboard.press('Escape');
        throw error;
      }
      return true;
    });
  }

  /** Chooses from the context menu of a file in the explorer. */
  async inExplorer(file: string, action: string): Promise<void> {
    await this.page.locator('.activitybar .action-item a[aria-label^="Explorer"]').first().click();
    const row = this.page.locator('.explorer-folders-view .monaco-list-row', { hasText: file });
    await this.menuOf(row.first(), action);
    await this.chooseInMenu(action);
  }

  /** A menu takes no click in its first moments, so it is clicked until it has gone. */
  private async chooseInMenu(action: string): Promise<void> {
    const menu = this.page.locator('.context-view .monaco-menu');
    const item = menu.locator('.action-label', { hasText: action }).first();
    await item.waitFor();
    await until(`the menu takes ${action}`, async () => {
      await item.click({ timeout: 2000 });
      await menu.waitFor({ state: 'hidden', timeout: 2000 });
      return true;
    });
  }

  tab(title: string | RegExp): Locator {
    return this.page.locator('.tabs-container .tab', { hasText: title }).first();
  }

  notification(text: string | RegExp): Locator {
    return this.page.locator('.notification-toast, .notifications-center .notification-list-item', {
      hasText: text,
    });
  }

  /**
   * Presses a button of a notification. One that was not pressed for ten seconds, or that others pushed away, is in the
   * list behind the bell.
   */
  async answerNotification(text: string | RegExp, button: string): Promise<void> {
    const found = this.notification(text).first();
    const list = this.page.locator('.notifications-center');
    await until(`a notification ${String(text)} has the button ${button}`, async () => {
      if (!(await found.isVisible()) && !(await list.isVisible())) {
        await this.page.locator('#status\\.notifications').click();
      }
      await found.hover({ timeout: 3000 });
      await found.locator('.monaco-button', { hasText: button }).first().click({ timeout: 3000 });
      return true;
    });
  }

  status(text: string | RegExp): Locator {
    return this.page.locator('.statusbar-item[id^="tercet.tercet"]', { hasText: text });
  }

  /** What can be read in the side bar, the status bar and the notifications, labels of items included. */
  async everythingSaid(): Promise<string> {
    const texts = await this.page
      .locator('.part.sidebar, .notifications-toasts, .notifications-center')
      .allInnerTexts();
    const labels = await this.page
      .locator('.statusbar-item[id^="tercet.tercet"]')
      .evaluateAll((items) =>
        items.map((item) => `${item.getAttribute('aria-label') ?? ''} ${item.textContent}`),
      );
    return [...texts, ...labels].join('\n').replaceAll('\u00a0', ' ');
  }

  /** Waits until a person who looks at the side bar, the status bar or the notifications reads this. */
  async says(words: RegExp): Promise<void> {
    await until(
      `the window says ${words.source}`,
      () => this.everythingSaid(),
      (text) => words.test(text),
    );
  }

  /** When the row of {@link watchInbox} was drawn, in milliseconds since 1970. */
  inboxSeen(): Promise<number> {
    return this.page.evaluate(() => (window as unknown as { tercetInbox: number }).tercetInbox);
  }

  /** Begins to note how long the window does not react. */
  async watchPauses(): Promise<void> {
    await this.page.evaluate(() => {
      const seen: number[] = [];
      Object.assign(window, { tercetPauses: seen });
      new PerformanceObserver((list) => {
        seen.push(...list.getEntries().map((entry) => entry.duration));
      }).observe({ type: 'longtask' });
    });
  }

  /** The longest time since then in which the window did not react, in milliseconds. */
  longestPause(): Promise<number> {
    return this.page.evaluate(() =>
      Math.max(0, ...(window as unknown as { tercetPauses: number[] }).tercetPauses),
    );
  }

  /** The modal dialogue. */
  dialog(text: string | RegExp): Locator {
    return this.page.locator('.monaco-dialog-box', { hasText: text });
  }

  async answerDialog(text: string | RegExp, button: string): Promise<void> {
    await this.dialog(text).locator('.monaco-button', { hasText: button }).first().click();
  }

  /** The content of the webview whose tab is shown. */
  webview(): FrameLocator {
    return this.page
      .locator('iframe.webview.ready')
      .last()
      .contentFrame()
      .frameLocator('#active-frame');
  }

  /** Comment threads that are unfolded in the editors that are shown. */
  threads(text: string | RegExp): Locator {
    return this.page.locator('.review-widget', { hasText: text });
  }

  codeLens(text: string | RegExp): Locator {
    return this.page.locator('.codelens-decoration a', { hasText: text });
  }

  /** Waits until a view has no such row any more. */
  async rowGone(view: string, text: string | RegExp): Promise<void> {
    await until(
      `${view} has no row ${String(text)}`,
      () => this.row(view, text).count(),
      (count) => count === 0,
    );
  }

  /** Accepts a list of which several can be chosen, as it is ticked. */
  async acceptTicked(count: number): Promise<void> {
    const list = this.page.locator('.quick-input-widget', { hasText: `${count} Selected` });
    await list.locator('.monaco-button', { hasText: 'OK' }).click();
  }

  /** Writes into a thread and presses one of its buttons. */
  async reply(thread: Locator, text: string, button: string): Promise<void> {
    const form = thread.locator('.comment-form .monaco-editor').first();
    const open = thread.locator('.review-thread-reply-button').first();
    // The form may be open already, or open by itself between a look and a click.
    await until('the thread can be written into', async () => {
      if (!(await form.isVisible())) {
        await open.click({ timeout: 1000 });
      }
      return form.isVisible();
    });
    await form.click();
    await this.page.keyboard.type(text);
    await thread.locator('.form-actions .monaco-button', { hasText: button }).first().click();
  }

  /** Waits until notifications went behind the bell, where they stay. */
  async toastsGone(): Promise<void> {
    await until(
      'notifications went behind the bell',
      () => this.page.locator('.notification-toast:visible').count(),
      (count) => count === 0,
    );
  }

  async clearNotifications(): Promise<void> {
    await this.command('Notifications: Clear All Notifications');
  }

  /** Draws the window in another colour theme. */
  async theme([name, kind]: readonly [string, string]): Promise<void> {
    await this.command('Preferences: Color Theme');
    const rows = this.page.locator(ROW);
    await rows.filter({ hasText: 'Dark Modern' }).first().waitFor();
    await this.page.locator(PALETTE).fill(name);
    await rows.filter({ hasText: name }).first().click();
    await this.page.locator(`.monaco-workbench.${kind}`).waitFor();
  }

  /**
   * Waits until a task is among those that ended, as merged; where it came back from the train with a conflict resolved,
   * hands it to the train once more.
   */
  async mergedOrAsked(title: string): Promise<void> {
    const again = this.row('Inbox', new RegExp(`${title}.*merge into`, 's'));
    const dialog = this.dialog(/Merge/);
    await until(
      `${title} is merged`,
      async () => {
        if ((await dialog.count()) === 0 && (await again.count()) > 0) {
          await again.first().click({ timeout: 5000 });
          const yes = dialog.locator('.monaco-button', { hasText: /^Merge$/ });
          await yes.first().click({ timeout: 5000 });
        }
        return this.ended();
      },
      (rows) => rows.some((row) => row.includes(title) && /merged/.test(row)),
      180_000,
    );
  }

  /** Waits until a task is among those that ended, and says this. */
  async endedAs(title: string, words: RegExp): Promise<void> {
    await until(
      `${title} ended`,
      () => this.ended(),
      (rows) => rows.some((row) => row.includes(title) && words.test(row)),
    );
  }

  /** The rows of the tasks, those that ended unfolded: they are folded each time that there are some. */
  private async ended(): Promise<string[]> {
    const folded = this.view('Tasks').locator('.monaco-list-row[aria-expanded="false"]', {
      hasText: /^Ended/,
    });
    if ((await folded.count()) > 0) {
      await folded.first().click({ timeout: 5000 });
    }
    return this.rows('Tasks');
  }

  /** A picture without what only shows where the pointer is. */
  async picture(): Promise<Buffer> {
    await this.page.mouse.move(700, 790);
    await until(
      'no hover is shown',
      () => this.page.locator('.monaco-hover:visible').count(),
      (count) => count === 0,
    );
    return this.page.screenshot({ animations: 'disabled', caret: 'hide' });
  }
}

/** Has the windows of a context note when a row of the inbox is drawn for the first time. */
export async function watchInbox(context: BrowserContext, text: string): Promise<void> {
  await context.addInitScript((wanted) => {
    const look = () => {
      const pane = [...document.querySelectorAll('.sidebar .pane')].find((one) =>
        one.querySelector('.pane-header')?.textContent.includes('Inbox'),
      );
      const rows = [...(pane?.querySelectorAll('.monaco-list-row') ?? [])];
      if (rows.some((row) => row.textContent.includes(wanted))) {
        Object.assign(window, { tercetInbox: Date.now() });
        observer.disconnect();
      }
    };
    const observer = new MutationObserver(look);
    observer.observe(document, { childList: true, subtree: true, characterData: true });
  }, text);
}
