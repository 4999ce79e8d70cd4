import { validateHeaderName } from "node:http";
import { z } from "zod";
import { secret } from "../../config/secret.ts";

/** Set by the connection itself; another value would break it. */
const ownHeaders = new Set([
  "host",
  "connection",
  "content-length",
  "content-type",
  "transfer-encoding",
  "accept-encoding",
]);

const url = z
  .string('must be an address such as "https://metrics.example:9090"')
  .max(2000)
  .superRefine((text, context) => {
    const fault = urlFault(text);
    if (fault !== undefined) context.addIssue({ code: "custom", message: fault });
  });

function urlFault(text: string): string | undefined {
  const read = /^https?:\/\//i.test(text) ? URL.parse(text) : null;
  if (!read) return 'must be an http or https address such as "https://metrics.example:9090"';
  // Said without the address: the password in it is not to be repeated.
  if (read.username || read.password)
    return "must not hold a user name or a password; write basic_auth: { username: NAME, password: { file: PATH } }";
  if (read.search || read.hash) return 'must end with its path, without "?" and "#"; what is asked is added to it';
  return undefined;
}

const headerName = z.string().refine(isHeader, {
  error: ({ input }) => `${JSON.stringify(input)} is not a header that can be set here`,
});

function isHeader(name: string): boolean {
  try {
    validateHeaderName(name);
  } catch {
    return false;
  }
  return !ownHeaders.has(name.toLowerCase());
}

/** How a remote system with an HTTP interface is reached: part of the options of each source that asks one. */
export const apiOptions = {
  url,
  /** Each value is a secret; it is read anew for every request, so that one that is renewed needs no restart. */
  headers: z.record(headerName, secret).optional(),
  basic_auth: z.strictObject({ username: z.string().min(1).max(200), password: secret }).optional(),
  bearer_token: secret.optional(),
  /** A file of authorities in PEM form that are trusted instead of the machine's. */
  ca: z.string().min(1).max(4096).optional(),
};
export type ApiOptions = z.infer<z.ZodObject<typeof apiOptions>>;

/** Refines the whole of the options: there is one way to say who asks. */
export function oneAuthorization({ headers = {}, basic_auth, bearer_token }: ApiOptions, context: z.RefinementCtx) {
  const named = Object.keys(headers).some((name) => name.toLowerCase() === "authorization");
  const ways = [named && "headers.Authorization", basic_auth && "basic_auth", bearer_token && "bearer_token"];
  const given = ways.filter(Boolean);
  if (given.length > 1)
    context.addIssue({
      code: "custom",
      message: `says in ${given.length} ways who asks (${given.join(", ")}); keep one`,
    });
}
