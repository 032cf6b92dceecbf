import type { Secrets } from "../host/redaction-key.ts";
import type { TokenWanted } from "../protocol/questions.ts";

/** Finds tokens of collectors where they are kept, else by asking a person. */
export interface TokenKeeper {
  /** null when there is none, and the person gives none: they are not asked again in this session. */
  find(wanted: TokenWanted): Promise<string | null>;
  /** Asks the person, whatever there is. */
  replace(address: string): Promise<string | null>;
}

const keyOf = (address: string): string => `meshaudit.collectorToken ${address}`;

/** `askPerson` shows an input box; `onProblem` is told when nothing can be kept, or nothing that was kept be read. */
export const tokenKeeper = (
  secrets: Secrets,
  askPerson: (wanted: TokenWanted) => Promise<string | null>,
  onProblem: (error: unknown) => void,
): TokenKeeper => {
  const lastTold = new Map<string, string>();
  const declined = new Set<string>();

  const kept = async (address: string): Promise<string | null> => {
    try {
      return (await secrets.get(keyOf(address))) ?? null;
    } catch (error) {
      onProblem(error);
      return null;
    }
  };
  const ask = async (wanted: TokenWanted): Promise<string | null> => {
    const { address } = wanted;
    const token = await askPerson(wanted);
    if (token === null) {
      declined.add(address);
      return null;
    }
    declined.delete(address);
    lastTold.set(address, token);
    await Promise.resolve(secrets.store(keyOf(address), token)).catch(onProblem);
    return token;
  };

  return {
    async find(wanted) {
      const { address, refused } = wanted;
      const token = (await kept(address)) ?? (refused ? null : (lastTold.get(address) ?? null));
      // Another window may have been given another one since.
      if (token !== null && !(refused && token === lastTold.get(address))) {
        lastTold.set(address, token);
        return token;
      }
      return declined.has(address) ? null : ask(wanted);
    },
    replace: (address) => ask({ address, refused: false }),
  };
};
