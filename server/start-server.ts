import { randomBytes } from "node:crypto";
import { setImmediate } from "node:timers/promises";
import type { Logger } from "pino";
import { type Accounts, openAccounts } from "./accounts/accounts.ts";
import { AttemptThrottle } from "./accounts/attempt-throttle.ts";
import { openAlarmFile } from "./alarms/alarm-file.ts";
import { openAuthorities } from "./authorities.ts";
import { applyInTurn } from "./config/apply-in-turn.ts";
import { ConfigEditor } from "./config/edit/config-editor.ts";
import type { KioskConfig } from "./config/kiosk.ts";
import { logShown, openConfig } from "./config/open.ts";
import type { UpdatesConfig } from "./config/updates.ts";
import { toWall } from "./config/wall.ts";
import { diagnosis } from "./diagnostics/diagnosis.ts";
import { EnrolmentBook } from "./enrolment/enrolment-book.ts";
import { reasonOf } from "./expected-error.ts";
import { KeptHeartbeat } from "./heartbeat/kept-heartbeat.ts";
import { createApp } from "./http/app.ts";
import { createHttpServer } from "./http/http-server.ts";
import { LateMetrics } from "./http/late-metrics.ts";
import { metricsToken } from "./http/metrics-access.ts";
import { bracketed, isAnyAddress, OwnNames, ownHosts } from "./http/own-names.ts";
import { type PictureReport, pictureHealth } from "./http/picture-metrics.ts";
import { Tickets } from "./http/tickets.ts";
import { Lifetime } from "./lifetime.ts";
import { listen } from "./listen.ts";
import { noteListening } from "./listening-note.ts";
import { Board } from "./live/board.ts";
import { Hub } from "./live/hub.ts";
import { openPreviews } from "./live/previews.ts";
import { acceptSockets } from "./live/upgrade.ts";
import { asks } from "./protocol/asks.ts";
import { openSessions } from "./sessions/open-sessions.ts";
import type { Sessions } from "./sessions/sessions.ts";
import { openUpdateNews } from "./updates/update-news.ts";
import { type UpdatesMachine, updatesMachine } from "./updates/updates-machine.ts";
import { version } from "./version.ts";

export interface ServerOptions {
  /** The configuration file; where it is absent, the usual places are searched, and then the demo wall is shown. */
  config?: string | undefined;
  /** The accounts file. It need not exist yet. */
  accounts: string;
  /** These two go before the configuration's. Port 0 takes any that is free. */
  host?: string | undefined;
  port?: number | undefined;
  /** Where neither names a port; any free one if this does not either. */
  defaultPort?: number;
  /** The directory of the built renderer. */
  assets: string;
  /** Where the same process shows the wall: what it knows of the picture goes into the metrics and the health. */
  pictures?: PictureReport;
  /** Where updates leave what became of them, if not in the usual places. */
  updates?: Partial<UpdatesMachine>;
  log: Logger;
  /** The last lines of the log, for the support bundle. */
  recentLog?: (() => string[]) | undefined;
}

export interface RunningServer {
  /** `http://127.0.0.1:7400` */
  url: string;
  /** What it serves over TLS, in PEM form. */
  certificate: string | undefined;
  /** Sent as `x-nocturne-key` with a login, it is counted apart from everyone else's wrong attempts. New at each start. */
  loginKey: string;
  /** Leaves no timer, socket or child behind. */
  stop(): Promise<void>;
  /** Whether anything critical waits to be taken in hand: then the picture is left alone. */
  hasOpenCritical(): boolean;
  /** When the wall's windows are made anew each night, in minutes after midnight, as configured now. */
  renewAt(): number;
  /** A link that signs a plain browser in as the wall: once, within 60 s. */
  signInLink(): string;
  /** Of the configuration that is shown. */
  kiosk(): KioskConfig;
  updates(): UpdatesConfig | undefined;
}

/** Starts the wall's server. Throws ExpectedError where it cannot listen; a bad configuration is shown on the wall. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const lifetime = new Lifetime();
  try {
    return await start(options, lifetime);
  } catch (failure) {
    await lifetime.end();
    throw failure;
  }
}

async function start(
  { log, assets, accounts, pictures, recentLog, ...options }: ServerOptions,
  lifetime: Lifetime,
): Promise<RunningServer> {
  const opened = await openConfig(options.config);
  let shown = opened.shown;
  const { config } = shown;
  const tls = config.server.tls !== undefined;
  const { server, certificate } = await createHttpServer(config.server);
  const trustAlso = openAuthorities(lifetime);
  trustAlso(config.authorities);
  // All that is waited for comes before it listens: from then on each request is answered.
  const alarmFile = await openAlarmFile(accounts, { log, lifetime });
  const machine = updatesMachine(options.updates);
  const metrics = new LateMetrics(
    () => ({
      version,
      sessions,
      sockets: () => hub.connections,
      droppedFrames: () => hub.droppedFrames,
      socketsOfSessions: () => hub.socketsOfSessions,
      sources: () => hub.sources,
      alarms: () => hub.alarms,
      pictures,
      updateFolder: machine.folder,
    }),
    lifetime,
  );
  const sessions: Sessions = await openSessions({
    config: config.sessions,
    secure: tls,
    isCurrent: (user, stamp) => known.isCurrent(user, stamp),
    isHeld: (id) => hub.holds(id),
    onNews: (news) => hub.hear(news),
    onDoubt: () => hub.doubt(),
    onStoreAnswer: (operation, ms) => metrics.now?.storeAnswer.observe({ operation }, ms / 1000),
    lifetime,
    log,
  });
  const hub: Hub = new Hub(toWall(shown.config, shown), {
    log,
    sessions,
    obey: (intent, user) => board.obey(intent, user),
    onDrawn(ms, onWall) {
      metrics.now?.drawn.observe(ms / 1000);
      if (onWall) heartbeat.drawn();
    },
  });
  const heartbeat = new KeptHeartbeat({
    provenAgeMs: pictures && (() => pictures.provenAgeMs()),
    hasWall: () => hub.hasWall,
    onOutcome: (outcome) => metrics.now?.heartbeat(outcome),
    log,
    lifetime,
  });
  const known: Accounts = await openAccounts(accounts, {
    lifetime,
    log,
    onChange(users) {
      hub.doubt();
      sessions.endOutdated(users).catch((failure: unknown) => {
        log.warn({ reason: reasonOf(failure) }, "sessions of changed accounts end when they are next looked at");
      });
    },
  });
  const host = options.host ?? config.server.host;
  const port = await listen(server, {
    host,
    port: options.port ?? config.server.port ?? options.defaultPort ?? 0,
    lifetime,
  });
  const scheme = tls ? "https" : "http";
  const names = new OwnNames({ scheme, port, hosts: ownHosts(host, config.server.hosts) });
  const url = `${scheme}://${bracketed(isAnyAddress(host) ? "127.0.0.1" : host)}:${port}`;

  await noteListening(accounts, url, { log, lifetime });

  const board: Board = new Board({
    hub,
    log,
    lifetime,
    serverUrl: url,
    alarmFile,
    onObserved: (source) => metrics.now?.sourceMessages.inc({ source }),
  });
  lifetime.onEnd(() => hub.close());
  const previews = openPreviews({ board, hub }, lifetime);
  const hasOpenCritical = () => hub.alarms.some((alarm) => asks(alarm) && alarm.severity === "critical");
  const showWall = () => hub.setWall(toWall(shown.config, { ...shown, update: news.room }));
  const updates = () => shown.config.updates;
  const news = openUpdateNews({ machine, pictures, hasOpenCritical, updates, onRoom: showWall, lifetime });
  const tickets = new Tickets();
  const loginKey = randomBytes(32).toString("base64url");
  const app = createApp({
    names,
    sessions,
    tickets,
    tls,
    assets,
    accounts: known,
    throttle: new AttemptThrottle(),
    enrolment: new EnrolmentBook(),
    loginKey,
    log,
    logo: () => shown.config.logo,
    ...diagnosis({
      hub,
      board,
      shown: () => shown,
      accounts,
      updates: news.report,
      loadMetrics: metrics.load,
      recentLog: recentLog ?? (() => []),
    }),
    alarmHistory: (alarm) => board.alarmHistory(alarm),
    image: (address) => shown.config.images.get(address) ?? previews.picture(address),
    health: () => ({
      status: sessions.isStoreAway ? "session-store-away" : "ok",
      version,
      uptimeSeconds: Math.round(process.uptime()),
      ...pictureHealth(pictures),
    }),
    metrics: { load: metrics.load, token: () => metricsToken(shown.config.server) },
    editor: new ConfigEditor({ shown: () => shown, accounts, log }),
    tryOut: (source) => board.tryOut(source),
    preview: (config) => previews.preview(config),
  });
  server.on("request", app);
  acceptSockets(server, { hub, names, sessions, log });

  logShown(shown, log);
  const apply = applyInTurn({
    // This server is said to listen first: a wall that is shown at once and fills in is better than one that comes late.
    after: setImmediate().then(metrics.load),
    apply(wanted) {
      heartbeat.apply(wanted);
      return board.apply(wanted);
    },
    log,
    lifetime,
  });
  apply(config);
  opened.watch(lifetime, (next) => {
    logShown(next, log);
    shown = next;
    trustAlso(next.config.authorities);
    showWall();
    apply(next.config);
  });
  return {
    url,
    certificate,
    loginKey,
    stop: () => lifetime.end(),
    hasOpenCritical,
    renewAt: () => shown.config.renewAt,
    signInLink: () => `${url}/?ticket=${tickets.issue()}`,
    kiosk: () => shown.config.kiosk,
    updates,
  };
}
