import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { place } from './place.js';
import type { Locator } from 'playwright-core';
import type { Workbench } from './workbench.js';

/** Colour themes by the word in a picture's name: how the list calls them, and what the window is drawn as. */
export const THEMES = {
  dark: ['Dark Modern', 'vs-dark'],
  light: ['Light Modern', 'vs'],
  contrast: ['Dark High Contrast', 'hc-black'],
} as const;

export type Theme = keyof typeof THEMES;

/** Leaves a picture of the window, named for what it shows and its theme. */
export async function takePicture(
  window: Workbench,
  name: string,
  theme: Theme = 'dark',
): Promise<void> {
  if (!existsSync(place.pictures)) {
    mkdirSync(place.pictures, { recursive: true });
  }
  writeFileSync(join(place.pictures, `vscode-${name}-${theme}.png`), await window.picture());
}

/** The same picture in other themes; the window is dark again afterwards. */
export async function takePictures(
  window: Workbench,
  name: string,
  themes: readonly Theme[],
): Promise<void> {
  await takePicture(window, name);
  for (const theme of themes) {
    await window.theme(THEMES[theme]);
    await takePicture(window, name, theme);
  }
  await window.theme(THEMES.dark);
}

/** What a screen reader is told of a part of the window; kept beside the pictures to be read. */
export async function heardIn(part: Locator, name: string): Promise<string> {
  const heard = await part.ariaSnapshot();
  writeFileSync(join(place.pictures, `vscode-${name}.aria.txt`), `${heard}\n`);
  return heard;
}
