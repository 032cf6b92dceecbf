import { createPrivateKey, createPublicKey, generateKeyPairSync, X509Certificate, type KeyObject } from "node:crypto";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { isIP } from "node:net";
import { MeshauditError } from "@meshaudit/core";
import { issueCertificate, type Subject } from "./certificate.ts";

/** What certificates are made from. */
export interface CertificatesToMake {
  /** They are written here. */
  folder: string;
  /** DNS names and addresses that API servers and people reach the collector by. */
  names: readonly string[];
  /** Now, ms since the epoch. */
  now: number;
  /** Gives so many random bytes. */
  random(bytes: number): Uint8Array;
}

/** Where they are. */
export interface MadeCertificates {
  cert: string;
  key: string;
  /** What callers must trust, PEM. */
  ca: string;
  /** When the server's certificate expires, ms since the epoch. */
  expiresAt: number;
}

const day = 86_400_000;
const hour = 3_600_000;
const lifeOfAuthority = 3650 * day;
const lifeOfServer = 397 * day;
/** So much of its life must be left to a certificate that is used on. */
const least = 90 * day;

const authority: Subject = { commonName: "meshaudit collector authority", organization: null };

const isDnsName = (name: string): boolean => /^(?:\*\.)?(?!.*\.\.)[a-z0-9_](?:[a-z0-9_.-]{0,251}[a-z0-9])?$/i.test(name);

const whole = async (path: string, text: string, mode: number): Promise<void> => {
  await writeFile(`${path}.new`, text, { mode });
  await rename(`${path}.new`, path);
};

const readIfThere = (path: string): Promise<string | null> =>
  readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return null;
    throw error;
  });

const newKey = (): KeyObject => generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey;
const pem = (key: KeyObject): string => key.export({ type: "pkcs8", format: "pem" }) as string;

/** The names that a certificate is for, as it would be asked for them. */
const serves = (certificate: X509Certificate, name: string): boolean =>
  isIP(name) === 0 ? certificate.checkHost(name.replace(/^\*/, "any")) !== undefined : certificate.checkIP(name) !== undefined;

/**
 * Makes an authority and a certificate for a server in a folder: `ca.crt`, `tls.crt`, readable by all, and `ca.key`, `tls.key`, by the owner
 * alone. What is there already is used on: the authority always, so that callers need not trust another one; the server's certificate while
 * it is for all the names and has 90 days left.
 *
 * @throws MeshauditError `argument-invalid` for a name that is none.
 */
export const makeCertificates = async ({ folder, names, now, random }: CertificatesToMake): Promise<MadeCertificates> => {
  const wrong = names.find((name) => isIP(name) === 0 && !isDnsName(name));
  if (wrong !== undefined || names.length === 0) {
    throw new MeshauditError(
      "argument-invalid",
      `a certificate cannot be made for ${wrong === undefined ? "no name" : JSON.stringify(wrong)}`,
      {
        hint: "name the hosts and addresses that the collector is reached by",
      },
    );
  }
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const [caFile, caKeyFile, cert, key] = ["ca.crt", "ca.key", "tls.crt", "tls.key"].map((name) => join(folder, name)) as [
    string,
    string,
    string,
    string,
  ];
  const oldKey = await readIfThere(caKeyFile);
  const caKey = oldKey === null ? newKey() : createPrivateKey(oldKey);
  const facts = { issuer: authority, signWith: caKey, from: now - hour };
  let ca = await readIfThere(caFile);
  if (ca === null || oldKey === null || !new X509Certificate(ca).checkPrivateKey(caKey)) {
    const publicKey = createPublicKey(caKey);
    const purpose = { kind: "authority" } as const;
    ca = issueCertificate({ ...facts, subject: authority, purpose, publicKey, to: now + lifeOfAuthority, serial: random(16) });
    await whole(caKeyFile, pem(caKey), 0o600);
    await whole(caFile, ca, 0o644);
  }
  const [oldCert, oldServerKey] = [await readIfThere(cert), await readIfThere(key)];
  if (oldCert !== null && oldServerKey !== null) {
    const server = new X509Certificate(oldCert);
    const expiresAt = Date.parse(server.validTo);
    const fits = server.verify(new X509Certificate(ca).publicKey) && server.checkPrivateKey(createPrivateKey(oldServerKey));
    const began = Date.parse(server.validFrom) <= now;
    if (fits && began && expiresAt - now > least && names.every((name) => serves(server, name))) return { cert, key, ca, expiresAt };
  }
  const serverKey = newKey();
  const subject = { commonName: "meshaudit collector", organization: null };
  const purpose = { kind: "server", names } as const;
  const publicKey = createPublicKey(serverKey);
  const expiresAt = Math.min(now + lifeOfServer, Date.parse(new X509Certificate(ca).validTo));
  await whole(key, pem(serverKey), 0o600);
  await whole(cert, issueCertificate({ ...facts, subject, purpose, publicKey, to: expiresAt, serial: random(16) }), 0o644);
  return { cert, key, ca, expiresAt };
};
