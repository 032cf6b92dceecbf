import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { asksForToken, collectorPlace, collectorSession, isCollector } from "@meshaudit/client";
import { MeshauditError, type Answers, type LiveCluster, type Searched } from "@meshaudit/core";
import { collectorAddress } from "../../protocol/collector-address.ts";
import { untilAborted } from "../../protocol/until-aborted.ts";
import { lookAt } from "./collector-news.ts";
import type { CollectorTokens } from "./collector-tokens.ts";

/** What asking collectors needs of the process. */
export interface CollectorIo {
  live: LiveCluster;
  tokens: CollectorTokens;
  /** A file of certificates; null for those that Node trusts. */
  ca: string | null;
  /** Where its path starts when it is relative. */
  caBase: string;
}

/** A collector that answers, and what its log spans. */
export interface Connected {
  answers: Answers;
  searched: Searched;
}

/** How long a collector may take for an answer, ms: somebody is waiting before the editor. */
const patience = 30_000;

/**
 * The collector among sources; null when there is none.
 *
 * @throws MeshauditError `argument-invalid` when it is not the only source.
 */
export const onlyCollector = (specs: readonly string[]): string | null => {
  const collector = specs.find(isCollector);
  if (collector === undefined) return null;
  if (specs.length === 1) return collector;
  throw new MeshauditError("argument-invalid", "a collector cannot be asked together with other sources", { hint: "name it alone" });
};

const readCa = (path: string, base: string): Promise<string> =>
  readFile(resolve(base, path), "utf8").catch((error: NodeJS.ErrnoException) => {
    throw new MeshauditError("config-invalid", `the certificates in ${path} cannot be read (${error.code ?? error.message})`, {
      hint: "check the setting meshaudit.collectorCa",
    });
  });

/**
 * Asks a collector what its log spans, with the token that it has to be given.
 *
 * @throws MeshauditError as its answers do, the signal's reason.
 */
export const connectCollector = async (spec: string, io: CollectorIo, signal: AbortSignal): Promise<Connected> => {
  const place = collectorPlace(spec);
  const address = collectorAddress(spec) ?? spec;
  const ca = io.ca === null ? null : await readCa(io.ca, io.caBase);
  for (let token = io.tokens.known(address); ;) {
    const answers = collectorSession({ ...place, token, ca, timeout: patience, live: (ref) => io.live.get(ref) });
    try {
      return { answers, searched: await untilAborted(lookAt(answers), signal) };
    } catch (error) {
      if (!asksForToken(error)) throw error;
      const given = await untilAborted(io.tokens.want({ address, refused: token !== null }), signal);
      if (given === null || given === token) throw error;
      token = given;
    }
  }
};
