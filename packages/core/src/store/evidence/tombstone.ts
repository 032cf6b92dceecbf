import type { SignedGroup } from "./checkpoint-record.ts";
import { joinCovers, type CoverNode } from "./cover.ts";

/**
 * What stays of events that retention took away: enough to compute the Merkle log's root without them, and to tell which they were, by
 * `rangesOf` the cover; nothing of what they said.
 */
export interface Tombstone {
  events: number;
  cover: CoverNode[];
}

/** The tombstone of segments. It is made of what was signed when they were written, so that a damaged segment can be buried too. */
export const tombstoneOf = (groups: readonly SignedGroup[]): Tombstone => ({
  events: groups.reduce((sum, { events }) => sum + events, 0),
  cover: joinCovers(groups.map(({ cover }) => cover)),
});
