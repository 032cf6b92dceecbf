import { findProject, realDisk } from "@meshaudit/core";
import { eventHash } from "../../packages/core/src/decode/event-hash.ts";
import { redactEvent } from "../../packages/core/src/decode/redact.ts";
import { redactionKeyOf } from "../../packages/core/src/store/project.ts";
import { eventsIn, loggedEvents } from "./logged-events.ts";
import { meshaudit, type Place } from "./scenario/meshaudit.ts";

/** In what a store and an API server's log file differ. */
export interface Differences {
  /** Requests whose events are in the file alone. */
  missing: string[];
  /** How many events are in the store once too often. */
  twice: number;
  /** How many events are in the store alone. */
  invented: number;
}

/**
 * Compares events by all that they hold, as they are stored: without secrets.
 *
 * @param log the log file of an API server that was stopped
 * @param until ms since the epoch: what was logged later need not be in the store
 */
export const storedAndLogged = async (place: Place, store: string, log: string, until: number): Promise<Differences> => {
  const project = await findProject(realDisk(), store, null);
  if (project === null) throw new Error(`there is no project in ${store}`);
  const key = await redactionKeyOf(realDisk(), project);
  const events = loggedEvents(log);
  const logged = events.map((event) => eventHash(redactEvent(event, key)));
  const { status, stdout, stderr } = await meshaudit(place, ["store", "export", "--store", store]);
  if (status !== 0) throw new Error(`the store cannot be exported (${status}): ${stderr}`);
  const stored = eventsIn(stdout).map(eventHash);
  const [inLog, inStore] = [new Set(logged), new Set(stored)];
  return {
    missing: events
      .filter(({ stageTimestamp }, index) => Date.parse(stageTimestamp) < until && !inStore.has(logged[index] ?? ""))
      .map(({ verb, requestURI }) => `${verb} ${requestURI}`),
    twice: stored.length - inStore.size,
    invented: stored.filter((hash) => !inLog.has(hash)).length,
  };
};
