import { z } from "zod";
import { duration } from "../../protocol/duration.ts";
import { endpoint, host, nameServer } from "./addresses.ts";

/** The query for how many targets are up; no target can have this name. */
export const upQuery = "up";

const httpUrl = z
  .string('must be an address such as "https://portal.example/health"')
  .refine((text) => /^https?:\/\//i.test(text) && URL.canParse(text), {
    error: ({ input }) =>
      `${JSON.stringify(input)} is not an http or https address such as https://portal.example/health`,
  });
const status = z.int("must be a status such as 200").min(100).max(599);

const httpExpectation = z.strictObject({
  /** Without it, any status from 200 to 299. */
  status: z.union([status, z.array(status).min(1)], "must be a status such as 200, or a list of them").optional(),
  /** Text that the body contains, within its first mebibyte. */
  body: z.string("must be text that the body contains").min(1).max(10_000).optional(),
  /** `follow`, `none`, or the address that the answer must redirect to. */
  redirect: z
    .union([z.enum(["follow", "none"]), httpUrl], "must be follow, none, or the address that is redirected to")
    .optional(),
  /** A certificate that is valid for fewer days is a warning. */
  certificate_days: z.number("must be a number of days").min(0).max(3650).optional(),
});
export type HttpExpectation = z.infer<typeof httpExpectation>;

const recordTypes = ["A", "AAAA", "MX", "TXT", "NS", "CNAME", "PTR"] as const;

const dnsQuestion = z.strictObject({
  server: nameServer,
  name: z.string("must be the name to ask for").min(1).max(253),
  type: z.enum(recordTypes, `must be one of ${recordTypes.join(", ")}`).default("A"),
  /** One of the answers: "192.0.2.10", or "10 mail.example" for MX. */
  expect: z.string("must be the text of one of the answers").min(1).optional(),
});
export type DnsQuestion = z.infer<typeof dnsQuestion>;

const name = z
  .string("must be a name")
  .min(1, "must not be empty")
  .max(80, "must be at most 80 characters")
  .refine((text) => text === text.trim() && !/[,*]/.test(text), {
    error: "must have no comma, no asterisk and no space at its ends: queries use them to name several targets",
  })
  .refine((text) => text !== upQuery, {
    error: `"${upQuery}" is the query for how many targets are up; choose another`,
  });

const kinds = ["ping", "tcp", "http", "dns"] as const;

const target = z
  .strictObject({
    name,
    ping: host.optional(),
    tcp: endpoint.optional(),
    http: httpUrl.optional(),
    dns: dnsQuestion.optional(),
    expect: httpExpectation.optional(),
    /** A slower answer is a warning. */
    warn: duration("1ms", "60s").optional(),
    /** How bad it is when the target is down. */
    severity: z.enum(["critical", "warning"], "must be critical or warning").default("critical"),
  })
  .superRefine((target, context) => {
    const given = kinds.filter((kind) => target[kind] !== undefined);
    const fault = (message: string, ...path: string[]) => context.addIssue({ code: "custom", path, message });
    if (given.length === 0) fault(`says not how to check it; add one of ${kinds.join(", ")}`);
    if (given.length > 1)
      fault(`is checked in ${given.length} ways (${given.join(", ")}); make it one target for each`);
    if (target.expect && target.http === undefined) fault("only an http target has expect", "expect");
    if (target.expect?.certificate_days !== undefined && /^http:/i.test(target.http ?? "")) {
      fault("only an https address has a certificate", "expect", "certificate_days");
    }
  });
export type Target = z.infer<typeof target>;

const discoverable = z.enum(
  ["interfaces", "gateway", "resolvers", "server"],
  "must be interfaces, gateway, resolvers or server",
);
export type Discoverable = z.infer<typeof discoverable>;

export const options = z
  .strictObject({
    every: duration("1s", "24h").prefault("10s"),
    timeout: duration("100ms", "60s").optional(),
    /** Checks that are under way at the same time. */
    concurrency: z.int("must be a whole number").min(1).max(256).default(32),
    targets: z.array(target, "must be a list of targets").max(1000, "must be at most 1000 targets").default([]),
    discover: z.array(discoverable, "must be a list of interfaces, gateway, resolvers, server").max(4).default([]),
  })
  .superRefine(({ every, timeout, targets, discover }, context) => {
    if (timeout !== undefined && timeout >= every) {
      context.addIssue({
        code: "custom",
        path: ["timeout"],
        message: `must be below every (${every / 1000} s), or a target that does not answer would be checked twice at once`,
      });
    }
    if (targets.length === 0 && discover.length === 0) {
      const message = "has nothing to check; add targets, or discover: [interfaces, gateway, resolvers, server]";
      context.addIssue({ code: "custom", path: [], message });
    }
    for (const [index, { name }] of targets.entries()) {
      if (targets.findIndex((other) => other.name === name) === index) continue;
      const message = `there is already a target ${JSON.stringify(name)}; give each its own name`;
      context.addIssue({ code: "custom", path: ["targets", index, "name"], message });
    }
  })
  .transform(({ timeout, ...rest }) => ({ ...rest, timeout: timeout ?? Math.min(5000, rest.every / 2) }));
/** Durations in milliseconds. */
export type ChecksOptions = z.infer<typeof options>;
