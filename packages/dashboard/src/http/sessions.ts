import { createHash, timingSafeEqual } from "node:crypto";

/** Who may ask: whoever brought the token, once, and the browser that did. */
export interface Sessions {
  /** The token that opens the one session. */
  readonly token: string;
  /** Exchanges the token for a session's cookie; null when it is another's, or was exchanged before. */
  open(token: string): string | null;
  /** Whether a request's cookies are of the session. */
  holds(cookies: string | undefined): boolean;
}

const same = (a: string, b: string): boolean => {
  const digest = (text: string): Buffer => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
};

/**
 * Sessions of a dashboard at a port: browsers share the cookies of a host among its ports, so the cookie's name has it.
 * `random` gives so many random bytes.
 */
export const createSessions = (port: number, random: (bytes: number) => Uint8Array): Sessions => {
  const secret = (): string => Buffer.from(random(32)).toString("base64url");
  const name = `meshaudit-${port}`;
  const token = secret();
  const session = secret();
  let spent = false;
  return {
    token,
    open(given) {
      if (spent || !same(given, token)) return null;
      spent = true;
      return `${name}=${session}; Path=/; HttpOnly; SameSite=Strict`;
    },
    holds(cookies = "") {
      const values = cookies
        .split(";")
        .map((pair) => pair.trim().split("="))
        .filter(([key]) => key === name);
      return values.some(([, value = ""]) => same(value, session));
    },
  };
};
