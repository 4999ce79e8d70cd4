import { type Request, Router } from "express";
import type { Logger } from "pino";
import type { Accounts } from "../accounts/accounts.ts";
import { wallsOwn } from "../accounts/change-account.ts";
import { ExpectedError } from "../expected-error.ts";
import { accountChange, type ToldAccount } from "../protocol/accounts.ts";
import { firstIssue } from "../protocol/parse.ts";
import type { Sessions } from "../sessions/sessions.ts";
import { refuse } from "./errors.ts";
import { requireRole } from "./require-role.ts";

export interface AccountsAdminOptions {
  sessions: Sessions;
  accounts: Accounts;
  log: Logger;
}

/** `GET /accounts` and `POST /accounts/change`, for administrators. No answer holds a secret or its hash. */
export function accountsAdminRoutes({ sessions, accounts, log }: AccountsAdminOptions): Router {
  const router = Router();
  router.use("/accounts", requireRole(sessions, "admin"));

  router.get("/accounts", async (_request, response) => {
    const open = await sessions.all();
    const usersOf = ({ user, unlocked }: (typeof open)[number]["signedIn"]) =>
      unlocked ? [user, unlocked.base.user] : [user];
    const users = open.flatMap(({ signedIn }) => usersOf(signedIn));
    const told: ToldAccount[] = (await accounts.list()).map(({ user, role, disabled = false }) => {
      const sessions = users.filter((one) => one === user).length;
      return { user, role, disabled, isWalls: user === wallsOwn, sessions };
    });
    response.json({ accounts: told });
  });

  router.post("/accounts/change", async (request, response) => {
    const parsed = accountChange.safeParse(request.body);
    if (!parsed.success)
      return refuse(response, 400, { code: "bad_request", message: firstIssue(parsed.error, "body") });
    const by = byOf(request);
    try {
      await accounts.change(parsed.data);
    } catch (failure) {
      if (!(failure instanceof ExpectedError)) throw failure;
      return refuse(response, 409, { code: "not_possible", message: failure.message });
    }
    const { type, user } = parsed.data;
    const role = "role" in parsed.data ? { role: parsed.data.role } : {};
    log.info({ audit: `account-${type}`, user, ...role, ...by }, "an administrator changed an account");
    return response.status(204).end();
  });

  return router;

  /** Read before the change, which may end the session that asks for it. */
  function byOf(request: Request): object {
    return { by: sessions.of(request)?.user, address: request.socket.remoteAddress };
  }
}
