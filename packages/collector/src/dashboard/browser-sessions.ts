import { tokenHash } from "../access/create-token.ts";
import { byTokenHash } from "../access/identify.ts";
import type { Credential } from "../access/credential.ts";

/** The sessions of browsers: a cookie stands for the token that it was exchanged for, as long as that one counts. */
export interface BrowserSessions {
  /** Exchanges a token; gives the cookie's value, or null when it proves nothing. */
  open(token: string, credentials: readonly Credential[]): string | null;
  /** The credential that a request's cookies stand for; null: none. */
  credentialOf(cookies: string | undefined, credentials: readonly Credential[]): Credential | null;
}

const cookieName = "meshaudit";

/** The cookie of a session, for pages below `/dashboard/` alone. */
export const sessionCookie = (value: string, secure: boolean): string =>
  `${cookieName}=${value}; Path=/dashboard/; HttpOnly; SameSite=Strict${secure ? "; Secure" : ""}`;

/** A working day. ms */
const longest = 12 * 3_600_000;
/** More than so many at once, and the oldest ends. */
const most = 10_000;

/** Keeps sessions in memory, by the hash of their cookie: they end with the collector. */
export const browserSessions = (now: () => number, random: (bytes: number) => Uint8Array): BrowserSessions => {
  const sessions = new Map<string, { token: Buffer; until: number }>();
  const keyOf = (value: string): string => tokenHash(value).toString("hex");
  return {
    open(token, credentials) {
      const hash = tokenHash(token);
      if (byTokenHash(hash, credentials) === null) return null;
      const value = Buffer.from(random(32)).toString("base64url");
      const [oldest] = sessions.keys();
      if (sessions.size >= most && oldest !== undefined) sessions.delete(oldest);
      sessions.set(keyOf(value), { token: hash, until: now() + longest });
      return value;
    },
    credentialOf(cookies = "", credentials) {
      for (const pair of cookies.split(";")) {
        const [name, value = ""] = pair.trim().split("=");
        const session = name === cookieName ? sessions.get(keyOf(value)) : undefined;
        if (session === undefined) continue;
        if (session.until > now()) return byTokenHash(session.token, credentials);
        sessions.delete(keyOf(value));
      }
      return null;
    },
  };
};
