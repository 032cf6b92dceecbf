import { generateKeyPairSync } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { auditPolicy, type MeshLevel } from "./audit-policy.ts";
import { makeAuthority } from "./certificate.ts";
import { tokenFile, type Tokens } from "./users.ts";
import type { Webhook } from "./webhook.ts";

/** The files of a control plane, in a folder of its own. */
export interface ControlPlaneFiles {
  policy: string;
  tokens: string;
  certificate: string;
  key: string;
  authority: string;
  serviceAccountKey: string;
  webhook: string;
  auditLog: string;
  kubeconfig: string;
}

export const filesIn = (folder: string): ControlPlaneFiles => ({
  policy: join(folder, "audit-policy.yaml"),
  tokens: join(folder, "tokens.csv"),
  certificate: join(folder, "apiserver.crt"),
  key: join(folder, "apiserver.key"),
  authority: join(folder, "ca.crt"),
  serviceAccountKey: join(folder, "service-accounts.key"),
  webhook: join(folder, "webhook.kubeconfig"),
  auditLog: join(folder, "audit.log"),
  kubeconfig: join(folder, "kubeconfig"),
});

/**
 * Writes what the API server is started with, for the eyes of this user only.
 *
 * @returns the certificate of the authority that vouches for the API server, PEM
 */
export const writeFiles = (files: ControlPlaneFiles, tokens: Tokens, level: MeshLevel, webhook: Webhook | undefined): string => {
  const authority = makeAuthority("meshaudit test authority");
  const { certificate, key } = authority.issue("kube-apiserver");
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  writePrivate(files.policy, auditPolicy(level));
  writePrivate(files.tokens, tokenFile(tokens));
  writePrivate(files.certificate, certificate);
  writePrivate(files.key, key);
  writePrivate(files.authority, authority.certificate);
  writePrivate(files.serviceAccountKey, privateKey.export({ type: "sec1", format: "pem" }).toString());
  if (webhook !== undefined) writePrivate(files.webhook, webhook.config);
  return authority.certificate;
};

export const writePrivate = (file: string, text: string): void => writeFileSync(file, text, { mode: 0o600 });
