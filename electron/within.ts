/** What is asked of a page that may be dead: rejects when there was no answer in time, or nobody to ask. */
export async function within<T>(ms: number, ask: () => Promise<T>): Promise<T> {
  const tooLate = Promise.withResolvers<never>();
  const timer = setTimeout(() => tooLate.reject(new Error(`no answer within ${ms / 1000} s`)), ms);
  try {
    return await Promise.race([ask(), tooLate.promise]);
  } finally {
    clearTimeout(timer);
  }
}
