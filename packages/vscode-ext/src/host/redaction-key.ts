import { randomBytes } from "node:crypto";

const name = "meshaudit.redactionKey";
const keyBytes = 32;

/** Where secrets are kept between sessions: VS Code's SecretStorage. */
export interface Secrets {
  get(key: string): PromiseLike<string | undefined>;
  store(key: string, value: string): PromiseLike<void>;
}

const keyIn = (text: string | undefined): Uint8Array | null => {
  const bytes = text === undefined ? null : Buffer.from(text, "base64");
  return bytes?.length === keyBytes ? bytes : null;
};

/** How long the keeper of secrets may take, ms: it may be asking a person for a password, and hovers wait. */
const patience = 2_000;

const keptKey = async (secrets: Secrets, made: Uint8Array): Promise<Uint8Array> => {
  const kept = keyIn(await secrets.get(name));
  if (kept !== null) return kept;
  await secrets.store(name, Buffer.from(made).toString("base64"));
  // Another window may have made one at the same time: the last to be kept counts for both.
  return keyIn(await secrets.get(name)) ?? made;
};

/**
 * The key that secret values are hashed with, the same in all windows and sessions, so that equal hashes mean equal values. Where no
 * secrets can be kept it is another one each time, and `onProblem` is told why.
 */
export const redactionKey = async (secrets: Secrets, onProblem: (error: unknown) => void): Promise<Uint8Array> => {
  const made = randomBytes(keyBytes);
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error("secrets cannot be read now")), patience);
  });
  try {
    return await Promise.race([keptKey(secrets, made), late]);
  } catch (error) {
    onProblem(error);
    return made;
  } finally {
    clearTimeout(timer);
  }
};
