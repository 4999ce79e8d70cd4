/** A failure to be told to a person: the message says what is wrong and what would be right, and no stack is shown. */
export class ExpectedError extends Error {
  override name = "ExpectedError";
}

/** The words of anything thrown, with the system's reason where it hides in `cause` or in an aggregate. */
export function reasonOf(thrown: unknown): string {
  if (thrown instanceof AggregateError && thrown.errors.length > 0) return reasonOf(thrown.errors[0]);
  if (!(thrown instanceof Error)) return String(thrown);
  if (thrown.cause instanceof Error) return reasonOf(thrown.cause);
  return thrown.message || thrown.name;
}
