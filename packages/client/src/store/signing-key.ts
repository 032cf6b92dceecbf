import { createPrivateKey, generateKeyPairSync, type KeyObject } from "node:crypto";
import { mkdir, open, readFile } from "node:fs/promises";
import { dirname } from "node:path";
import { MeshauditError } from "@meshaudit/core";

const codeOf = (error: unknown): string => (error instanceof Error && "code" in error ? String(error.code) : "");

/**
 * The Ed25519 key at a path, which is made when there is none, for its owner's eyes only.
 *
 * @throws MeshauditError `store-unreadable` when the file is no such key, or can be neither read nor written.
 */
export const signingKey = async (path: string): Promise<KeyObject> => {
  try {
    const text = await readFile(path, "utf8").catch((error: unknown) => {
      if (codeOf(error) === "ENOENT") return null;
      throw error;
    });
    return text === null ? await makeKey(path) : parsed(text, path);
  } catch (error) {
    if (error instanceof MeshauditError) throw error;
    throw new MeshauditError("store-unreadable", `the key that signs checkpoints, ${path}, cannot be read or made (${codeOf(error)})`, {
      hint: "check its permissions, or name another with --signing-key FILE",
      cause: error,
    });
  }
};

const parsed = (text: string, path: string): KeyObject => {
  try {
    const key = createPrivateKey(text);
    if (key.asymmetricKeyType === "ed25519") return key;
  } catch {
    // Said below, without a word of what is in the file.
  }
  throw new MeshauditError("store-unreadable", `${path} is no Ed25519 private key`, {
    hint: "make one: openssl genpkey -algorithm ed25519 -out FILE",
  });
};

const makeKey = async (path: string): Promise<KeyObject> => {
  const { privateKey } = generateKeyPairSync("ed25519");
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const file = await open(path, "wx", 0o600).catch((error: unknown) => {
    // Another process was first.
    if (codeOf(error) === "EEXIST") return null;
    throw error;
  });
  if (file === null) return parsed(await readFile(path, "utf8"), path);
  try {
    await file.writeFile(privateKey.export({ type: "pkcs8", format: "pem" }));
    await file.sync();
  } finally {
    await file.close();
  }
  return privateKey;
};
