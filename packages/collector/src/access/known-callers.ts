import { readFile } from "node:fs/promises";
import { MeshauditError } from "@meshaudit/core";
import type { Access, Limits } from "../config.ts";
import { rereadFiles } from "../files/reread-files.ts";
import { errorFields, type Log } from "../log/log.ts";
import { credentialsIn } from "./credential-file.ts";
import type { Credential } from "./credential.ts";

/** The credentials in force. */
export interface KnownCallers {
  /** null: none are asked for. */
  current(): readonly Credential[] | null;
  stop(): void;
}

/**
 * Reads the credentials, and again whenever their file changes. A file that makes no sense any more leaves those in force that were.
 *
 * @throws MeshauditError `config-invalid` when the file cannot be used at the start.
 */
export const openKnownCallers = async (
  { file, credentials }: Access,
  { reload }: Pick<Limits, "reload">,
  log: Log,
): Promise<KnownCallers> => {
  if (file === null) {
    const fixed = credentials.length === 0 ? null : credentials;
    return { current: () => fixed, stop: () => {} };
  }
  const first = await readFile(file).catch((error: unknown) => {
    throw new MeshauditError("config-invalid", `the file of credentials ${file} cannot be read`, {
      hint: "make one with a first token in it, or check its permissions",
      cause: error,
    });
  });
  let current = [...credentials, ...credentialsIn(first.toString(), file)];
  const files = rereadFiles([file], [first], reload, {
    changed([text]) {
      current = [...credentials, ...credentialsIn(String(text), file)];
      log.info("credentials read again", { file, credentials: current.length });
    },
    failed: (error) => log.error("credentials not read again, those before stay in force", { file, ...errorFields(error) }),
  });
  return { current: () => current, stop: () => files.stop() };
};
