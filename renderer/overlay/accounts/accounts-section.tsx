import { useEffect, useEffectEvent, useState } from "react";
import { z } from "zod";
import {
  type AccountChange,
  type AccountList,
  accountList,
  type ToldAccount,
} from "../../../server/protocol/accounts.ts";
import { useStore } from "../../link/use-store.ts";
import { type Answer, askServer } from "../ask-server.ts";
import { AccountRow } from "./account-row.tsx";
import { AddAccount } from "./add-account.tsx";
import { EnrolWall } from "./enrol-wall.tsx";
import "./accounts-section.css";

/** Who may sign in and unlock this wall, and as what. */
export default function AccountsSection() {
  const you = useStore("session", (store) => store.session()?.user);
  const [accounts, setAccounts] = useState<ToldAccount[]>();
  const [words, setWords] = useState("");
  const show = (answer: Answer<AccountList>) => {
    if (answer.ok) setAccounts(answer.value.accounts);
    else setWords(answer.reason);
  };
  const shown = useEffectEvent(show);
  useEffect(() => {
    void askAccounts().then(shown);
  }, []);
  /** Whether it was done. */
  const change = async (body: AccountChange, done: string): Promise<boolean> => {
    const answer = await askServer("/api/accounts/change", z.undefined(), { method: "POST", body });
    setWords(answer.ok ? done : `Not done: ${answer.reason}`);
    if (answer.ok) show(await askAccounts());
    return answer.ok;
  };
  return (
    <div className="accounts">
      <p className="accounts-words" role="status">
        {words}
      </p>
      <ul className="accounts-list" aria-label="Accounts">
        {accounts?.map((account) => (
          <AccountRow key={account.user} account={account} isYou={account.user === you} onChange={change} />
        ))}
      </ul>
      <EnrolWall onTold={setWords} onEnrolled={() => void askAccounts().then(show)} />
      <AddAccount onAdd={change} />
    </div>
  );
}

function askAccounts(): Promise<Answer<AccountList>> {
  return askServer("/api/accounts", accountList);
}
