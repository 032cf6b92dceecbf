import { randomBytes, type KeyObject } from "node:crypto";
import { mkdir, open, readFile } from "node:fs/promises";
import { dirname } from "node:path";
import { MeshauditError, parsePublicKey, parseSigningKey, signingKeyFrom, signingKeyPem } from "@meshaudit/core";
import { errorCode } from "../error-code.ts";

const unusable = (path: string, error: unknown): MeshauditError =>
  new MeshauditError("config-invalid", `the key ${path} cannot be read or made (${errorCode(error)})`, {
    hint: "check its permissions, or name another with --signing-key FILE",
    cause: error,
  });

/**
 * The Ed25519 key at a path, which is made when there is none, for its owner's eyes only.
 *
 * @throws MeshauditError `config-invalid` when the file is no such key, or can be neither read nor written.
 */
export const signingKey = async (path: string): Promise<KeyObject> => {
  try {
    return parseSigningKey(await readFile(path, "utf8").catch((error: unknown) => missingOr(error, () => makeKey(path))), path);
  } catch (error) {
    if (error instanceof MeshauditError) throw error;
    throw unusable(path, error);
  }
};

/**
 * The public half of the key in a file, be it the key itself.
 *
 * @throws MeshauditError `config-invalid`.
 */
export const publicKey = async (path: string): Promise<KeyObject> => {
  const pem = await readFile(path, "utf8").catch((error: unknown) => {
    throw unusable(path, error);
  });
  return parsePublicKey(pem, path);
};

const missingOr = <T>(error: unknown, otherwise: () => Promise<T>): Promise<T> => {
  if (errorCode(error) === "ENOENT") return otherwise();
  throw error;
};

/** Another process that is first wins. */
const makeKey = async (path: string): Promise<string> => {
  const pem = signingKeyPem(signingKeyFrom(randomBytes(32)));
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const file = await open(path, "wx", 0o600).catch((error: unknown) => {
    if (errorCode(error) === "EEXIST") return null;
    throw error;
  });
  if (file === null) return readFile(path, "utf8");
  try {
    await file.writeFile(pem);
    await file.sync();
  } finally {
    await file.close();
  }
  return pem;
};
