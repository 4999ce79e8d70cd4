import { callbackify } from "node:util";
import connectPgSimple from "connect-pg-simple";
import session, { type SessionData } from "express-session";
import { Pool } from "pg";
import { openPostgresChannel } from "./postgres-channel.ts";
import type { SessionBackend, SharedBackendOptions } from "./session-backend.ts";

const table = "nocturne_session";
const waitMs = 2000;

/** `timestamptz`, unlike the table of connect-pg-simple itself: processes and databases may differ in their time zone. */
const createTable = `
  CREATE TABLE IF NOT EXISTS ${table} (sid text PRIMARY KEY, sess json NOT NULL, expire timestamptz NOT NULL);
  CREATE INDEX IF NOT EXISTS ${table}_expire ON ${table} (expire);`;
/** Two processes that start at once must not both create it: even IF NOT EXISTS fails then. */
const createTableOnce = `BEGIN; SELECT pg_advisory_xact_lock(7400); ${createTable} COMMIT;`;

/** Sessions in PostgreSQL, in a table that is made where it is missing. While the database is away each operation fails. */
export function openPostgresBackend(options: SharedBackendOptions): SessionBackend {
  const { url, password, tls, maxAgeMs, listener, lifetime, log } = options;
  const connection = {
    host: decodeURIComponent(url.hostname),
    port: Number(url.port || 5432),
    user: decodeURIComponent(url.username),
    database: decodeURIComponent(url.pathname.slice(1)),
    ...(password === undefined ? {} : { password }),
    ...(tls ? { ssl: tls } : {}),
    application_name: "nocturne",
    connectionTimeoutMillis: waitMs,
    query_timeout: waitMs,
    keepAlive: true,
  };
  const pool = new Pool({ ...connection, max: 4, idleTimeoutMillis: 60_000 });
  // An idle connection that breaks: the pool makes a new one, and the store's guard tells of failures.
  pool.on("error", (failure) => log.debug({ reason: failure.message }, "postgres"));
  lifetime.onEnd(() => pool.end());
  const channel = openPostgresChannel({ connection, prepare: createTableOnce, listener, lifetime, log });
  return {
    store: new PostgresStore({ pool, maxAgeMs }),
    channel,
    async sweep() {
      const { rowCount } = await pool.query(`DELETE FROM ${table} WHERE expire < to_timestamp($1)`, [
        Date.now() / 1000,
      ]);
      return rowCount ?? 0;
    },
  };
}

/** The parts of a store that connect-pg-simple lacks. */
class PostgresStore extends connectPgSimple(session) {
  readonly #pool: Pool;

  constructor({ pool, maxAgeMs }: { pool: Pool; maxAgeMs: number }) {
    super({
      pool,
      tableName: table,
      ttl: Math.ceil(maxAgeMs / 1000),
      pruneSessionInterval: false,
    });
    this.#pool = pool;
  }

  override all(callback: (failure: unknown, sessions: Record<string, SessionData>) => void): void {
    callbackify(async () => {
      const { rows } = await this.#pool.query<{ sid: string; sess: SessionData }>(
        `SELECT sid, sess FROM ${table} WHERE expire >= to_timestamp($1)`,
        [Date.now() / 1000],
      );
      return Object.fromEntries(rows.map(({ sid, sess }) => [sid, sess]));
    })(callback);
  }

  override length(callback: (failure: unknown, length: number) => void): void {
    callbackify(async () => {
      const { rows } = await this.#pool.query<{ length: number }>(
        `SELECT count(*)::int AS length FROM ${table} WHERE expire >= to_timestamp($1)`,
        [Date.now() / 1000],
      );
      return rows[0]?.length ?? 0;
    })(callback);
  }

  override clear(callback: (failure?: unknown) => void = () => undefined): void {
    callbackify(async () => void (await this.#pool.query(`DELETE FROM ${table}`)))(callback);
  }
}
