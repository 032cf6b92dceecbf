import { createPrivateKey, X509Certificate } from "node:crypto";
import { readFile } from "node:fs/promises";
import { createSecureContext, type SecureContextOptions } from "node:tls";
import { MeshauditError } from "@meshaudit/core";
import type { Limits, TlsFiles } from "../config.ts";
import { rereadFiles } from "../files/reread-files.ts";
import { errorFields, type Log } from "../log/log.ts";

/** The certificates in force. */
export interface OpenTls {
  /** What a server begins with. */
  options: SecureContextOptions;
  /** When the server's certificate expires, ms since the epoch. */
  expiresAt(): number;
  /** Tells the server of new certificates from now on. */
  serve(server: { setSecureContext(options: SecureContextOptions): void }): void;
  /** Notes the certificates that a connection is made under. */
  connected(socket: object): void;
  /** Whether they are still in force. */
  isCurrent(socket: object): boolean;
  stop(): void;
}

/** Held to be whole and to belong together; throws what is wrong. */
const optionsOf = ([cert, key, ca]: readonly Buffer[]): SecureContextOptions => {
  const options = { cert, key, ...(ca === undefined ? {} : { ca }), minVersion: "TLSv1.2" } as const;
  createSecureContext(options);
  if (!new X509Certificate(cert ?? "").checkPrivateKey(createPrivateKey(key ?? ""))) throw new Error("the key is not the certificate's");
  return options;
};

const expiryOf = (certificate: SecureContextOptions["cert"]): number => Date.parse(new X509Certificate(certificate as Buffer).validTo);

/**
 * Reads certificates, and again whenever their files change: new connections get the new ones, without a restart.
 *
 * @throws MeshauditError `config-invalid` when they cannot be used at the start.
 */
export const openTls = async ({ cert, key, clientCa }: TlsFiles, { reload }: Pick<Limits, "reload">, log: Log): Promise<OpenTls> => {
  const paths = [cert, key, ...(clientCa === null ? [] : [clientCa])];
  let first: Buffer[];
  let options: SecureContextOptions;
  try {
    first = await Promise.all(paths.map((path) => readFile(path)));
    options = optionsOf(first);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new MeshauditError("config-invalid", `the certificates in ${paths.join(", ")} cannot be used: ${reason}`, {
      hint: "they are PEM: the server's certificate with those between it and its authority, its key, and the authority of the callers",
      cause: error,
    });
  }
  let expiresAt = expiryOf(options.cert);
  let generation = {};
  const generations = new WeakMap<object, object>();
  let server: Parameters<OpenTls["serve"]>[0] | null = null;
  const files = rereadFiles(paths, first, reload, {
    changed(contents) {
      const next = optionsOf(contents);
      server?.setSecureContext(next);
      expiresAt = expiryOf(next.cert);
      generation = {};
      log.info("certificates read again", { cert, expires: new Date(expiresAt).toISOString() });
    },
    failed: (error) => log.error("certificates not read again, those before stay in force", { cert, ...errorFields(error) }),
  });
  return {
    options,
    expiresAt: () => expiresAt,
    serve: (given) => (server = given),
    connected: (socket) => generations.set(socket, generation),
    isCurrent: (socket) => generations.get(socket) === generation,
    stop: () => files.stop(),
  };
};
