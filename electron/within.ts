/** What is asked of a page that may be dead: fails when there was no answer in time. */
export async function within<T>(ms: number, asked: Promise<T>): Promise<T> {
  const tooLate = Promise.withResolvers<never>();
  const timer = setTimeout(() => tooLate.reject(new Error(`no answer within ${ms / 1000} s`)), ms);
  try {
    return await Promise.race([asked, tooLate.promise]);
  } finally {
    clearTimeout(timer);
  }
}
