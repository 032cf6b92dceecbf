import { createHash, createPrivateKey, createPublicKey, type KeyObject } from "node:crypto";
import { MeshauditError } from "../../model/error.ts";

/** What stands before the 32 bytes of an Ed25519 key in PKCS #8. Source: RFC 8410, 7. */
const pkcs8Head = Buffer.from("302e020100300506032b657004220420", "hex");
const seedBytes = 32;

/** A new key, from 32 random bytes. */
export const signingKeyFrom = (random: Uint8Array): KeyObject => {
  if (random.length !== seedBytes) throw new RangeError(`a key is made of ${seedBytes} bytes, not of ${random.length}`);
  return createPrivateKey({ key: Buffer.concat([pkcs8Head, random]), format: "der", type: "pkcs8" });
};

/** The key as it is kept in a file, PKCS #8 in PEM: to be readable for its owner alone. */
export const signingKeyPem = (key: KeyObject): string => key.export({ format: "pem", type: "pkcs8" }).toString();

const publicHalves = new WeakMap<KeyObject, KeyObject>();

/** The public half of a key; the key itself when it is one. */
export const publicKeyOf = (key: KeyObject): KeyObject => {
  if (key.type === "public") return key;
  const half = publicHalves.get(key) ?? createPublicKey(key.export({ format: "pem", type: "pkcs8" }));
  publicHalves.set(key, half);
  return half;
};

/** The public half, SPKI in PEM: for whoever is to verify and need not be able to sign. */
export const publicKeyPem = (key: KeyObject): string => publicKeyOf(key).export({ format: "pem", type: "spki" }).toString();

const notKey = (name: string, what: string, cause?: unknown): MeshauditError =>
  new MeshauditError("config-invalid", `${name} is no ${what} of Ed25519 in PEM`, {
    hint: "without its key a store's checkpoints cannot be signed or verified: bring it back from a copy",
    cause,
  });

/** The key in a file of that name. Throws MeshauditError `config-invalid`. */
export const parseSigningKey = (pem: string, name: string): KeyObject => {
  const key = orNotKey(() => createPrivateKey(pem), name, "private key");
  if (key.asymmetricKeyType !== "ed25519") throw notKey(name, "private key");
  return key;
};

/** A public key, also of a private key's file. Throws MeshauditError `config-invalid`. */
export const parsePublicKey = (pem: string, name: string): KeyObject => {
  const key = orNotKey(() => createPublicKey(pem), name, "key");
  if (key.asymmetricKeyType !== "ed25519") throw notKey(name, "key");
  return key;
};

const orNotKey = (parse: () => KeyObject, name: string, what: string): KeyObject => {
  try {
    return parse();
  } catch (error) {
    throw notKey(name, what, error);
  }
};

const signerIds = new WeakMap<KeyObject, string>();

/** How records name who signed them: the first 16 hex digits of SHA-256 over the public key. */
export const signerId = (key: KeyObject): string => {
  const known = signerIds.get(key);
  if (known !== undefined) return known;
  const der = publicKeyOf(key).export({ format: "der", type: "spki" });
  const id = createHash("sha256").update(der).digest("hex").slice(0, 16);
  signerIds.set(key, id);
  return id;
};
