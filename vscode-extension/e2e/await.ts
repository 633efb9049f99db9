/** How long anything may take that a machine with other work to do takes seconds for, in milliseconds. */
export const PATIENCE = Number(process.env['TERCET_E2E_PATIENCE'] ?? 90) * 1000;

/**
 * Looks again and again until what is seen will do. The only pause in these tests is the one between two looks; what
 * was seen last is in the error, so that a test that gives up says why.
 */
export async function until<T>(
  what: string,
  look: () => Promise<T> | T,
  satisfies: (seen: T) => boolean = Boolean,
  patience = PATIENCE,
): Promise<T> {
  const end = Date.now() + patience;
  let last = 'nothing';
  for (;;) {
    try {
      const seen = await look();
      if (satisfies(seen)) {
        return seen;
      }
      last = seen === undefined ? 'nothing' : JSON.stringify(seen);
    } catch (error) {
      last = String(error);
    }
    if (Date.now() > end) {
      throw new Error(`${what}: not within ${patience / 1000} s; seen last: ${last.slice(0, 800)}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Ends the wait for something that has no end of its own. */
export async function within<T>(what: string, patience: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`${what}: not done within ${patience / 1000} s`));
    }, patience);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
