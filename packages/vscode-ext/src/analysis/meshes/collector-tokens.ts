import type { TokenWanted } from "../../protocol/questions.ts";

/** The tokens of collectors, by `collectorAddress`, which the editor keeps: this thread has them only in memory. */
export interface CollectorTokens {
  /** The one that was given last; null before one was. */
  known(address: string): string | null;
  /** Asks for one, once for all who want it. null when none is given. */
  want(wanted: TokenWanted): Promise<string | null>;
  give(address: string, token: string | null): void;
}

/** No token is known yet. `ask` is told which one is wanted, and `give` called with it. */
export const collectorTokens = (ask: (wanted: TokenWanted) => void): CollectorTokens => {
  const tokens = new Map<string, string>();
  const waiting = new Map<string, { token: Promise<string | null>; resolve(token: string | null): void }>();
  return {
    known: (address) => tokens.get(address) ?? null,
    want: (wanted) => {
      const before = waiting.get(wanted.address);
      if (before !== undefined) return before.token;
      let resolve: (token: string | null) => void = () => {};
      const token = new Promise<string | null>((done) => (resolve = done));
      waiting.set(wanted.address, { token, resolve });
      ask(wanted);
      return token;
    },
    give: (address, token) => {
      if (token !== null) tokens.set(address, token);
      waiting.get(address)?.resolve(token);
      waiting.delete(address);
    },
  };
};
