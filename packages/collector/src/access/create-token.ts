import { createHash } from "node:crypto";
import { readFile, rename, rm, writeFile } from "node:fs/promises";
import { withCredential } from "./credential-file.ts";
import type { Role } from "./credential.ts";

/** What a new token is for. */
export interface NewToken {
  /** The file of credentials; it is made when there is none. */
  file: string;
  name: string;
  role: Role;
  /** Names of meshes, or `everyMesh`. */
  meshes: readonly string[];
  /** Gives so many random bytes that nobody can guess. */
  random(bytes: number): Uint8Array;
}

const tokenBytes = 32;

/** What of a token is kept. */
export const tokenHash = (token: string): Buffer => createHash("sha256").update(token).digest();

/**
 * Makes a token, adds its hash to the file of credentials, and gives the token back: it is kept nowhere else. A collector that runs takes it
 * up within seconds. To replace a token, make a new one of the same name, and take the old entry out when nobody uses it any more.
 *
 * @throws MeshauditError `config-invalid` when the file is there and makes no sense; it stays as it is.
 */
export const createToken = async ({ file, name, role, meshes, random }: NewToken): Promise<string> => {
  const token = `meshaudit_${Buffer.from(random(tokenBytes)).toString("base64url")}`;
  const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return null;
    throw error;
  });
  const proof = { kind: "token", sha256: tokenHash(token).toString("hex") } as const;
  const next = withCredential(text, { name, role, meshes, proof }, file);
  // Under a name of its own, so that a collector never reads half a file.
  const temporary = `${file}.${Buffer.from(random(6)).toString("hex")}`;
  try {
    await writeFile(temporary, next, { mode: 0o600, flag: "wx" });
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  return token;
};
