import path from 'node:path';

/**
 * The path of a file below a folder, with slashes; undefined where it lies elsewhere.
 *
 * @param paths for tests: the rules of another system
 */
export function pathIn(
  folder: string,
  file: string,
  paths: path.PlatformPath = path,
): string | undefined {
  const relative = paths.relative(folder, file);
  const inside = relative !== '' && relative !== '..' && !paths.isAbsolute(relative);
  return inside && !relative.startsWith(`..${paths.sep}`)
    ? relative.split(paths.sep).join('/')
    : undefined;
}
