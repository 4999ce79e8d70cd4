/** Where the wall's own credential is kept: the kiosk looks for it there at its next start. */
export interface CredentialPlace {
  /** In words: "/etc/credstore.encrypted/nocturne-wall, sealed to this machine". */
  words: string;
  /** What is there and can be opened. */
  read(): Promise<string | undefined>;
  /** Replaces it, and answers with how to take that back. Throws ExpectedError. */
  write(password: string): Promise<() => Promise<void>>;
}

/** Throws ExpectedError where this machine has no place for it, with what would be one. */
export type FindPlace = (wanted: { to: string | undefined; allowPlain: boolean }) => Promise<CredentialPlace>;
