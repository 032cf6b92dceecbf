import { createReadStream } from "node:fs";
import { homedir } from "node:os";
import { createInterface } from "node:readline";
import { publicKey, signingKeyPath } from "@meshaudit/client";
import { realDisk, verifyProject, type StoreVerification } from "@meshaudit/core";
import { askedProject, scratchEngine, type StoreFlags } from "./open-store.ts";

/** The flags of `store verify`. */
export interface VerifyFlags extends StoreFlags {
  checkpoints?: string | undefined;
  "public-key"?: string[] | undefined;
  quick?: boolean;
}

/** Verifies the project that the flags name, by the public half of the key that signs unless others are named. */
export const verifyAskedStore = async (flags: VerifyFlags, onProgress: (done: number, of: number) => void): Promise<StoreVerification> => {
  const disk = realDisk();
  const project = await askedProject(disk, flags);
  const { checkpoints } = flags;
  const keys = await Promise.all((flags["public-key"] ?? [signingKeyPath(process.env, homedir())]).map(publicKey));
  const copy = checkpoints === undefined ? null : () => createInterface({ input: createReadStream(checkpoints) });
  const engine = flags.quick === true ? null : await scratchEngine();
  try {
    return await verifyProject({ disk, project, engine, keys, copy, onProgress });
  } finally {
    await engine?.close();
  }
};
