import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { canonicalJson } from "../../../decode/event-hash.ts";
import type { AuditEvent } from "../../../model/audit-event.ts";
import type { JsonValue } from "../../../model/json.ts";
import type { Disk } from "../../disk/disk.ts";
import { realDisk } from "../../disk/real-disk.ts";
import { openEngine, type Engine } from "../../engine/duckdb.ts";
import { storePaths, type StorePaths } from "../../layout.ts";
import { writeSegments, type WrittenSegment } from "../write-segments.ts";

/** A folder to keep a table in, with an engine. */
export interface Workplace {
  disk: Disk;
  engine: Engine;
  paths: StorePaths;
  /** Seals events that get numbers from `firstSeq` on, by another engine when there is one. */
  seal(events: readonly AuditEvent[], firstSeq?: number, through?: Engine): Promise<WrittenSegment[]>;
  leave(): Promise<void>;
}

/** A workplace of its own. */
export const openWorkplace = async (): Promise<Workplace> => {
  const root = await mkdtemp(join(tmpdir(), "meshaudit-segments-"));
  const disk = realDisk();
  const engine = await openEngine({ threads: 2, memoryLimitMB: 256, scratch: join(root, "scratch") });
  const paths = storePaths(join(root, "mesh-log-test [1]"), "it's");
  await disk.makeFolder(paths.deltaLog);
  return {
    disk,
    engine,
    paths,
    seal: (events, firstSeq = 0, through = engine) =>
      writeSegments({
        disk,
        engine: through,
        paths,
        lines: async (onLines) => onLines({ firstSeq, count: events.length, text: linesOf(events) }),
      }),
    async leave() {
      await engine.close();
      await rm(root, { recursive: true, force: true });
    },
  };
};

/** What the journal holds of events. */
const linesOf = (events: readonly AuditEvent[]): Buffer =>
  Buffer.from(events.map((event) => `${canonicalJson(event as unknown as JsonValue)}\n`).join(""));

/** An ordinary event; `seconds` after midnight of a day. */
export const eventAt = (dt: string, seconds: number, more: Partial<AuditEvent> = {}): AuditEvent => {
  const time = `${new Date(Date.parse(`${dt}T00:00:00Z`) + seconds * 1000).toISOString().slice(0, 23)}000Z`;
  return {
    level: "Metadata",
    auditID: `id-${dt}-${seconds}`,
    stage: "ResponseComplete",
    requestURI: "/api/v1/namespaces/shop/services/web",
    verb: "get",
    user: { username: "alice@example.com" },
    requestReceivedTimestamp: time,
    stageTimestamp: time,
    ...more,
  };
};
