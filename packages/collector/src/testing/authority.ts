import { createPublicKey, generateKeyPairSync, randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { issueCertificate } from "../tls/certificate.ts";

/** A certificate and its key, PEM. */
export interface ClientCertificate {
  cert: string;
  key: string;
}

/** An authority for callers. */
export interface ClientAuthority {
  ca: string;
  issue(commonName: string, organization: string | null, life?: number): ClientCertificate;
}

/** A new authority for callers of tests. */
export const clientAuthority = (): ClientAuthority => {
  const signWith = generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey;
  const issuer = { commonName: "callers", organization: null };
  const now = Date.now();
  const facts = { issuer, signWith, from: now - 3_600_000, to: now + 3_600_000 };
  const serial = (): Uint8Array => randomBytes(16);
  return {
    ca: issueCertificate({
      ...facts,
      subject: issuer,
      purpose: { kind: "authority" },
      publicKey: createPublicKey(signWith),
      serial: serial(),
    }),
    issue(commonName, organization, life = 3_600_000) {
      const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
      const subject = { commonName, organization };
      const cert = issueCertificate({ ...facts, to: now + life, subject, purpose: { kind: "client" }, publicKey, serial: serial() });
      return { cert, key: privateKey.export({ type: "pkcs8", format: "pem" }) as string };
    },
  };
};

/** A folder for one test file. */
export interface Scratch {
  folder: string;
  write(name: string, text: string): string;
  remove(): void;
}

/** A new, empty folder. */
export const scratch = (): Scratch => {
  const folder = mkdtempSync(join(tmpdir(), "meshaudit-collector-"));
  return {
    folder,
    write(name, text) {
      const path = join(folder, name);
      writeFileSync(path, text);
      return path;
    },
    remove: () => rmSync(folder, { recursive: true }),
  };
};
