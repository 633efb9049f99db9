import type { BrowserContext, FrameLocator, Locator, Page } from 'playwright-core';
import { until } from './await.js';

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
    page.setDefaultTimeout(90_000);
    const workbench = new Workbench(page, url);
    await workbench.load(opened);
    return workbench;
  }

  private async load(opened: Opened): Promise<void> {
    const query =
      opened.kind === 'nothing' ? 'ew=true' : `${opened.kind}=${encodeURIComponent(opened.path)}`;
    await this.page.goto(`${this.url}/?${query}`, { waitUntil: 'commit' });
    await this.page.locator('.monaco-workbench .part.statusbar').waitFor();
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

  private async palette(key: string, text: string, wanted: string): Promise<void> {
    // A key that is pressed while the window still loads goes nowhere, so it is pressed until it does.
    const input = this.page.locator(PALETTE);
    await until(
      'the palette opens',
      async () => {
        await this.page.keyboard.press(key);
        await input.waitFor({ timeout: 3000 });
        return true;
      },
      Boolean,
    );
    await input.fill(text);
    await this.page.locator(ROW, { hasText: wanted }).first().click();
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

  /** Chooses in a list that is shown. */
  async pick(text: string | RegExp): Promise<void> {
    await this.page.locator(ROW, { hasText: text }).first().click();
  }

  /** Shows the container of Tercet's views. */
  async showTercet(): Promise<void> {
    const icon = this.page.locator('.activitybar .action-item', {
      has: this.page.locator('a[aria-label^="Tercet"]'),
    });
    await icon.first().waitFor();
    if ((await icon.first().getAttribute('class'))?.includes('checked') !== true) {
      await icon.first().locator('a').first().click();
    }
    await this.page.locator('.sidebar .pane-header', { hasText: 'Inbox' }).first().waitFor();
  }

  /** The number at the activity bar's icon. */
  badge(): Locator {
    return this.page.locator('.activitybar .action-item', {
      has: this.page.locator('a[aria-label^="Tercet"]'),
    }).locator('.badge-content');
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
    await this.row(view, row).first().click({ button: 'right' });
    await this.page.locator('.context-view .action-label', { hasText: action }).first().click();
  }

  tab(title: string | RegExp): Locator {
    return this.page.locator('.tabs-container .tab', { hasText: title }).first();
  }

  notification(text: string | RegExp): Locator {
    return this.page.locator('.notification-toast, .notifications-center .notification-list-item', {
      hasText: text,
    });
  }

  /** Presses a button of a notification. */
  async answerNotification(text: string | RegExp, button: string): Promise<void> {
    const found = this.notification(text).first();
    await found.waitFor();
    await found.hover();
    await found.locator('.monaco-button', { hasText: button }).first().click();
  }

  status(text: string | RegExp): Locator {
    return this.page.locator('.statusbar-item[id^="tercet.tercet"]', { hasText: text });
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
    return this.page.frameLocator('iframe.webview.ready').last().frameLocator('#active-frame');
  }

  /** Comment threads that are unfolded in the editors that are shown. */
  threads(text: string | RegExp): Locator {
    return this.page.locator('.review-widget', { hasText: text });
  }

  codeLens(text: string | RegExp): Locator {
    return this.page.locator('.codelens-decoration a', { hasText: text });
  }

  async theme(name: string): Promise<void> {
    await this.command('Preferences: Color Theme');
    await this.type('Select Color Theme', name);
  }

  picture(): Promise<Buffer> {
    return this.page.screenshot({ animations: 'disabled', caret: 'hide' });
  }
}
