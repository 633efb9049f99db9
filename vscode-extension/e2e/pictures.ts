import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { place } from './place.js';
import type { Workbench } from './workbench.js';

/** A colour theme by the word in the picture's name and its own. */
export const THEMES = {
  dark: 'Dark Modern',
  light: 'Light Modern',
  contrast: 'Default High Contrast',
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
