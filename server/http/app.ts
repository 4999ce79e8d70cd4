import express, { type Express, type RequestHandler } from "express";
import helmet from "helmet";
import type { Picture } from "../config/picture.ts";
import type { SessionParser } from "../sessions/session-parser.ts";
import { signedIn } from "../sessions/session-parser.ts";
import { answerErrors, refuse } from "./errors.ts";
import { type LoginOptions, loginRoutes } from "./login.ts";
import type { Metrics } from "./metrics.ts";
import { mayReadMetrics } from "./metrics-access.ts";
import type { OwnNames } from "./own-names.ts";
import { signIn, type Tickets } from "./sign-in.ts";

export interface AppOptions extends LoginOptions {
  names: OwnNames;
  sessions: SessionParser;
  tickets: Tickets;
  tls: boolean;
  /** The directory of the built renderer. */
  assets: string;
  logo(): Picture | undefined;
  /** What an image panel shows, by its address. */
  image(address: string): Picture | undefined;
  health(): object;
  metrics: { load(): Promise<Metrics>; token(): Promise<string | undefined> };
}

/** The HTTP side: who may ask, then what is answered. */
export function createApp(options: AppOptions): Express {
  const { names, sessions, tickets, log, maxAgeMs } = options;
  const app = express();
  app.disable("x-powered-by");
  app.use(securityHeaders(options.tls));
  app.use((request, response, next) => {
    response.setHeader("Cache-Control", "no-store");
    if (names.isHost(request.headers.host)) return next();
    refuse(response, 421, { code: "unknown_host", message: "this server does not go by that name; see server.hosts" });
  });

  app.get("/api/health", (_request, response) => void response.json(options.health()));
  app.get("/metrics", metricsRoute(options.metrics));

  app.use(sessions.middleware);
  app.use((request, response, next) => {
    const reads = request.method === "GET" || request.method === "HEAD";
    if (reads || names.isOrigin(request.headers.origin)) return next();
    refuse(response, 403, { code: "foreign_origin", message: "the Origin header must be this server's own" });
  });
  app.use("/api", express.json({ limit: "16kb" }), loginRoutes(options));
  app.get("/logo", pictureRoute(options.logo));
  app.get("/image/:id", pictureRoute(options.image));
  app.get("/", async (request, response, next) => {
    const { ticket } = request.query;
    if (ticket === undefined) return next();
    // A ticket that no longer works shows the wall all the same: signed out, it says so in its own words.
    if (typeof ticket === "string" && tickets.redeem(ticket)) {
      await signIn(request, { user: "wall", role: "wall" }, maxAgeMs);
      log.info({ audit: "ticket", user: "wall", address: request.socket.remoteAddress }, "signed in by ticket");
    }
    response.redirect(303, "/");
  });
  app.use(express.static(options.assets, { cacheControl: false }));
  app.use((_request, response) => refuse(response, 404, { code: "not_found", message: "there is nothing here" }));
  app.use(answerErrors(log));
  return app;
}

/** For who is signed in. */
function pictureRoute(find: (address: string) => Picture | undefined): RequestHandler {
  return (request, response) => {
    if (!signedIn(request.sessionID, request.session)) {
      return refuse(response, 401, { code: "unauthorized", message: "not signed in" });
    }
    const picture = find(request.path);
    if (!picture) return refuse(response, 404, { code: "not_found", message: "no such picture is configured" });
    response.type(picture.contentType).send(picture.bytes);
  };
}

/** Nothing but this server's own files runs, is shown, or is talked to. */
function securityHeaders(tls: boolean): RequestHandler {
  const self = ["'self'"];
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: self,
        styleSrc: self,
        fontSrc: self,
        imgSrc: [...self, "data:"],
        connectSrc: self,
        baseUri: ["'none'"],
        formAction: ["'none'"],
        frameAncestors: ["'none'"],
        // No print, dialog, pop-up, form or download: there is nobody to answer them.
        sandbox: ["allow-scripts", "allow-same-origin"],
      },
    },
    strictTransportSecurity: tls,
    referrerPolicy: { policy: "no-referrer" },
  });
}

/** For whoever is on this machine, or has the configured token. */
function metricsRoute({ load, token }: AppOptions["metrics"]): RequestHandler {
  return async (request, response) => {
    const from = { address: request.socket.remoteAddress, authorization: request.headers.authorization };
    if (!mayReadMetrics(from, await token())) {
      return refuse(response, 401, { code: "unauthorized", message: "metrics are for loopback or a bearer token" });
    }
    const { contentType, text } = await load();
    response.setHeader("Content-Type", contentType);
    response.end(await text());
  };
}
