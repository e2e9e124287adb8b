/** Does `work` for every item, at most `limit` at a time; ends at the first error, after those under way have ended. */
export async function inParallel<T>(
  items: readonly T[],
  limit: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const queue = items.values();
  let failed: { readonly error: unknown } | undefined;
  const worker = async (): Promise<void> => {
    for (const item of queue) {
      if (failed !== undefined) return;
      try {
        await work(item);
      } catch (error) {
        failed ??= { error };
      }
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, limit) }, worker));
  if (failed !== undefined) throw failed.error;
}

/** Does `work` for every item, at most `limit` at a time, whatever becomes of the others; ends with the first error. */
export async function everyInParallel<T>(
  items: readonly T[],
  limit: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  let failed: { readonly error: unknown } | undefined;
  await inParallel(items, limit, async (item) => {
    try {
      await work(item);
    } catch (error) {
      failed ??= { error };
    }
  });
  if (failed !== undefined) throw failed.error;
}
