import { join } from "node:path";
import express, { type Express, type Request, type RequestHandler } from "express";
import helmet from "helmet";

import type { Picture } from "../config/picture.ts";
import { reasonOf } from "../expected-error.ts";
import { accountsAdminRoutes } from "./accounts-admin.ts";
import { type AlarmRoutesOptions, alarmRoutes } from "./alarm-routes.ts";
import { brandingRoutes } from "./branding.ts";
import { type ConfigurationOptions, configurationRoutes } from "./configuration.ts";
import { type DiagnosticsRoutesOptions, diagnosticsRoutes } from "./diagnostics-routes.ts";
import { type EnrolmentOptions, enrolmentRoutes } from "./enrolment.ts";
import { answerErrors, refuse, refuseStranger } from "./errors.ts";
import { loginRoutes } from "./login.ts";
import type { Metrics } from "./metrics.ts";
import { mayReadMetrics } from "./metrics-access.ts";
import type { OwnNames } from "./own-names.ts";
import type { Tickets } from "./tickets.ts";
import { unlockRoutes } from "./unlock.ts";

export interface AppOptions
  extends EnrolmentOptions,
    ConfigurationOptions,
    AlarmRoutesOptions,
    DiagnosticsRoutesOptions {
  names: OwnNames;
  tickets: Tickets;
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
  const { names, sessions, tickets, log } = options;
  const app = express();
  app.disable("x-powered-by");
  app.use(securityHeaders(options.tls, wallSandbox));
  app.use((request, response, next) => {
    response.setHeader("Cache-Control", "no-store");
    if (names.isHost(request.headers.host)) return next();
    refuse(response, 421, { code: "unknown_host", message: "this server does not go by that name; see server.hosts" });
  });

  app.get("/api/health", (_request, response) => void response.json(options.health()));
  app.get("/metrics", metricsRoute(options.metrics));

  app.use((request, response, next) => {
    if (isRead(request) || names.isOrigin(request.headers.origin)) return next();
    refuse(response, 403, { code: "foreign_origin", message: "the Origin header must be this server's own" });
  });
  app.use("/api", sessions.middleware, (request, _response, next) => {
    if (!isRead(request)) sessions.used(request);
    next();
  });
  // Whole texts and pictures: who may send them is known before they are read.
  app.use("/api", configurationRoutes(options), brandingRoutes(options));
  app.use("/api", express.json({ limit: "16kb" }));
  app.use("/api", accountsAdminRoutes(options), enrolmentRoutes(options));
  app.use("/api", loginRoutes(options), unlockRoutes(options), alarmRoutes(options), diagnosticsRoutes(options));
  app.get("/logo", sessions.middleware, pictureRoute(options.logo));
  app.get("/image/:id", sessions.middleware, pictureRoute(options.image));
  // The page itself needs no session: a wall whose session store is away still comes up, and says what is wrong.
  app.get("/", (request, response, next) => {
    const { ticket } = request.query;
    if (ticket === undefined) return next();
    if (typeof ticket !== "string" || !tickets.redeem(ticket)) return response.redirect(303, "/");
    sessions.middleware(request, response, (failure?: unknown) => {
      (failure ? Promise.reject(failure) : signInByTicket(request))
        .catch((reason: unknown) => log.error({ reason: reasonOf(reason) }, "a ticket could not be used"))
        .finally(() => response.redirect(303, "/"));
    });
  });
  // The same page, which at this address is an operator's desk.
  app.get("/admin", securityHeaders(options.tls, [...wallSandbox, "allow-downloads"]), (_request, response) =>
    response.sendFile(join(options.assets, "index.html"), { cacheControl: false }),
  );
  app.use(express.static(options.assets, { cacheControl: false }));
  app.use((_request, response) => refuse(response, 404, { code: "not_found", message: "there is nothing here" }));
  app.use(answerErrors(log));
  return app;

  /** For who is signed in. */
  function pictureRoute(find: (address: string) => Picture | undefined): RequestHandler {
    return (request, response) => {
      if (!sessions.of(request)) return refuseStranger(response);
      const picture = find(request.path);
      if (!picture) return refuse(response, 404, { code: "not_found", message: "no such picture is configured" });
      response.type(picture.contentType).send(picture.bytes);
    };
  }

  /** A ticket that does not work shows the wall all the same: signed out, it says so in its own words. */
  async function signInByTicket(request: Request): Promise<void> {
    await sessions.signIn(request, { user: "wall", role: "wall" });
    log.info({ audit: "ticket", user: "wall", address: request.socket.remoteAddress }, "signed in by ticket");
  }
}

function isRead({ method }: Request): boolean {
  return method === "GET" || method === "HEAD";
}

/** No print, dialog, pop-up, form or download: on a wall there is nobody to answer them. */
const wallSandbox = ["allow-scripts", "allow-same-origin"];

/** Nothing but this server's own files runs, is shown, or is talked to. */
function securityHeaders(tls: boolean, sandbox: string[]): RequestHandler {
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
        sandbox,
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
