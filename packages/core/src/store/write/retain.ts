import { timeOf } from "../../decode/event-time.ts";
import type { LiveSegment, TableState } from "../delta/table-state.ts";
import type { Engine } from "../engine/duckdb.ts";
import type { Evidence } from "../evidence/checkpoints.ts";
import type { Retention } from "../project.ts";
import type { Retained } from "../store-writer.ts";
import { commitSigned } from "./commit-signed.ts";
import { dayOf } from "./day-of.ts";
import type { WriterConfig } from "./writer-config.ts";

const msOfDay = 86_400_000;

/** The segments that are kept no longer: of days that are past, then the oldest ones as long as there is too much. */
const expiredSegments = (segments: readonly LiveSegment[], { days, bytes }: Retention, now: number): LiveSegment[] => {
  const firstDay = days === null ? "" : dayOf(now - days * msOfDay);
  const byAge = [...segments].sort((a, b) => (timeOf(a.to) ?? 0) - (timeOf(b.to) ?? 0));
  let left = segments.reduce((sum, { size }) => sum + size, 0);
  return byAge.filter(({ dt, size }) => {
    if (dt >= firstDay && (bytes === null || left <= bytes)) return false;
    left -= size;
    return true;
  });
};

/** Takes what is kept no longer out of the table by one commit, and leaves a signed tombstone of it. */
export const retainSegments = async (
  config: WriterConfig,
  engine: Engine,
  table: TableState,
  evidence: Evidence,
): Promise<{ table: TableState; retained: Retained }> => {
  const { project, now } = config;
  const old = expiredSegments(table.segments, project.retention, now());
  if (old.length === 0) return { table, retained: { segments: 0, events: 0, bytes: 0 } };
  const remove = await evidence.together(old.map(({ path }) => path));
  const expired = table.segments.filter(({ path }) => remove.includes(path));
  const retained: Retained = {
    segments: expired.length,
    events: expired.reduce((sum, { events }) => sum + events, 0),
    bytes: expired.reduce((sum, { size }) => sum + size, 0),
  };
  const next = await commitSigned({
    config,
    engine,
    table,
    evidence,
    note: (planned) => evidence.noteRetention({ ...planned, remove }),
    change: { add: [], remove, dataChange: true, operation: "retention" },
  });
  return { table: next, retained };
};
