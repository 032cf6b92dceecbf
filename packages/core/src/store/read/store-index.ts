import { join } from "node:path";
import { lineSearch } from "../../decode/line-search.ts";
import { needlesOf } from "../../decode/needles.ts";
import { touches } from "../../decode/touches.ts";
import { MeshauditError } from "../../model/error.ts";
import { levels, type AuditEvent } from "../../model/audit-event.ts";
import type { EventSelector } from "../../model/selector.ts";
import type { SourceIndex } from "../../model/source-index.ts";
import { parseJson } from "../../model/parse-json.ts";
import type { LiveSegment } from "../delta/table-state.ts";
import type { Disk } from "../disk/disk.ts";
import { isMissing } from "../disk/disk-error.ts";
import type { Engine } from "../engine/duckdb.ts";
import { meshLinesPath } from "../mesh-lines/mesh-lines-path.ts";
import { openMeshLines, type MeshLines } from "../mesh-lines/open-mesh-lines.ts";
import type { Project } from "../project.ts";
import { readSegments } from "../segments/read-segments.ts";
import { blockChooser, isAboutMesh } from "./mesh-selector.ts";
import { isWithin } from "./is-within.ts";
import { snapshotsOf } from "./snapshot.ts";
import { whereOf } from "./where-of.ts";
import { demandSize, segmentCheck, segmentNames, wrongSegments, type WrongSegments } from "./wrong-segments.ts";

/** What reading a project needs. */
export interface StoreReading {
  disk: Disk;
  project: Project;
  /** Opens DuckDB, which questions about other things than the mesh need; null where it is not at hand. */
  engine: (() => Promise<Engine>) | null;
}

/** A segment may go while it is read: so often all is read again. */
const attempts = 3;

/** So many opened indexes of segments are kept. */
const keptIndexes = 512;
/** So many segments are looked into at a time: each takes a few short reads, one after another. */
const segmentsAhead = 8;

/** What is looked for among the mesh's lines. */
interface MeshSearch {
  selector: EventSelector;
  choose: ReturnType<typeof blockChooser>;
  search: ReturnType<typeof lineSearch>;
  /** Events with smaller numbers are not wanted. */
  from: number;
}

/** What a task makes of each item, in their order; so many tasks run at a time. */
async function* inOrder<Item, Made>(
  items: readonly Item[],
  ahead: number,
  task: (item: Item) => Promise<Made>,
): AsyncGenerator<readonly [Item, Made]> {
  const running: Promise<readonly [Item, Made]>[] = [];
  const begin = (item: Item): void => {
    const made = task(item).then((result) => [item, result] as const);
    // Whoever comes to it is told.
    made.catch(() => {});
    running.push(made);
  };
  for (const item of items.slice(0, ahead)) begin(item);
  for (const [at] of items.entries()) {
    const next = await running.shift();
    const later = items[at + ahead];
    if (later !== undefined) begin(later);
    if (next !== undefined) yield next;
  }
}

/** As a log has it: what every event has, the store does not keep. */
const logged = (event: AuditEvent): AuditEvent => Object.assign({ kind: "Event", apiVersion: "audit.k8s.io/v1" }, event);

const eventOf = (text: string): AuditEvent => logged(parseJson(text) as AuditEvent);

/** Events of lines that a selector wants. Only lines that its needles stand in are parsed: most of what is near an object is not about it. */
const wantedIn = (text: Buffer, search: ReturnType<typeof lineSearch>, selector: EventSelector): AuditEvent[] => {
  const events: AuditEvent[] = [];
  search(text, (from, to) => {
    const event = eventOf(text.toString("utf8", from, to));
    if (touches(event, selector)) events.push(event);
  });
  return events;
};

const noEngine = (lacking: readonly LiveSegment[]): MeshauditError =>
  new MeshauditError(
    "store-unreadable",
    lacking[0] === undefined
      ? "what is not about the mesh is read from the store with DuckDB, which is not at hand here"
      : `the mesh's lines of ${segmentNames(lacking)} are missing or damaged, and without them DuckDB is needed, which is not at hand here`,
    {
      hint:
        lacking.length === 0
          ? "ask with kubectl meshaudit"
          : "kubectl meshaudit store compact makes them anew; or ask with kubectl meshaudit",
    },
  );

/** A project's events, found by what segments know of them. Takes no lock, and never stands in its writer's way. */
export const storeIndex = ({ disk, project, engine }: StoreReading): SourceIndex => {
  const { paths } = project;
  const snapshots = snapshotsOf(disk, project);
  const opened = new Map<string, MeshLines>();
  const check = segmentCheck(disk, paths);
  let started: Promise<Engine> | null = null;

  const linesOf = async (segment: LiveSegment): Promise<MeshLines | null> => {
    const known = opened.get(segment.path);
    if (known !== undefined) return known;
    const lines = await openMeshLines(disk, meshLinesPath(paths, segment.path));
    if (lines === null) return null;
    if (opened.size >= keptIndexes) opened.delete(opened.keys().next().value ?? "");
    opened.set(segment.path, lines);
    return lines;
  };

  /** Events of the mesh in a segment; null where its lines are missing or damaged. */
  const meshEvents = async (segment: LiveSegment, { selector, choose, search, from }: MeshSearch): Promise<AuditEvent[] | null> => {
    const lines = await linesOf(segment);
    if (lines === null) return null;
    const events: AuditEvent[] = [];
    for (const block of lines.blocks.filter(choose)) {
      const read = await lines.read(block);
      if (read === null) return null;
      const text = read.map((line) => (line.seq >= from ? `${line.text}\n` : "")).join("");
      events.push(...wantedIn(Buffer.from(text), search, selector));
    }
    return events;
  };

  /** `wrong`: takes segments that cannot be read, and the others are; without it the first of them is thrown. */
  async function* eventsOf(
    segments: readonly LiveSegment[],
    selector: EventSelector,
    from: number,
    signal?: AbortSignal,
    wrong?: WrongSegments,
  ): AsyncGenerator<AuditEvent[]> {
    const others: LiveSegment[] = [];
    const aboutMesh = isAboutMesh(selector);
    const mesh: MeshSearch = { selector, choose: blockChooser(selector), search: lineSearch(needlesOf(selector)), from };
    const read = inOrder(segments, segmentsAhead, async (segment) => (aboutMesh ? meshEvents(segment, mesh) : null));
    for await (const [segment, events] of read) {
      signal?.throwIfAborted();
      if (events === null) others.push(segment);
      else if (events.length > 0) yield events;
    }
    if (others.length === 0) return;
    if (engine === null) throw noEngine(aboutMesh ? others : []);
    const running = await (started ??= engine());
    const where = whereOf(selector, from);
    for (const segment of others) {
      try {
        await check(segment);
        for await (const events of readSegments(running, paths, [segment], where, signal)) yield events.map(logged);
      } catch (error) {
        if (wrong === undefined) throw error;
        wrong.note(segment, error);
      }
    }
  }

  return {
    async *events(selector, signal) {
      const search = lineSearch(needlesOf(selector));
      // A compaction or retention may take a segment away while it is read; what was told already is told again then.
      for (let attempt = 1; ; attempt++) {
        let tail: AuditEvent[] = [];
        const { segments } = await snapshots.take(
          (frame) => tail.push(...wantedIn(frame.text, search, selector)),
          () => (tail = []),
        );
        const within = segments.filter((segment) => isWithin(segment, selector));
        const wrong = wrongSegments(attempt === attempts);
        try {
          // Before anything is told. Its lines may be whole where a segment is not: they are told then, and that it is damaged, too.
          await Promise.all(within.map((segment) => wrong.tried(segment, () => demandSize(disk, paths, segment))));
          yield* eventsOf(within, selector, 0, signal, wrong);
        } catch (error) {
          if (!isMissing(error) || attempt === attempts) throw error;
          opened.clear();
          continue;
        }
        if (tail.length > 0) yield tail;
        wrong.demandNone();
        return;
      }
    },
    async extent() {
      let events = 0;
      const times: string[] = [];
      const { segments } = await snapshots.take((frame) => {
        events += frame.count;
        for (const line of [frame.lines[0], frame.lines.at(-1)]) if (line !== undefined) times.push(eventOf(line).stageTimestamp);
      });
      for (const segment of segments) {
        events += segment.events;
        times.push(segment.from, segment.to);
      }
      times.sort();
      return { events, from: times[0] ?? null, to: times.at(-1) ?? null };
    },
    async segments(onNew, onAgain) {
      const { segments } = await snapshots.take(onNew, onAgain);
      return Promise.all(
        segments.map(async (segment) => ({
          path: join(paths.logstore, segment.path),
          events: segment.events,
          from: segment.from,
          to: segment.to,
          levels: levels.filter((level) => (segment.levels[level] ?? 0) > 0),
          damage: await demandSize(disk, paths, segment).then(
            () => null,
            () => `${segmentNames([segment])} cannot be read: missing or damaged`,
          ),
        })),
      );
    },
    position: async () => (await snapshots.take(() => {})).nextSeq,
    async since(position, selector, signal) {
      const search = lineSearch(needlesOf(selector));
      let tail: AuditEvent[] = [];
      const { segments, sealedSeq, nextSeq } = await snapshots.take(
        (frame) => {
          if (frame.firstSeq + frame.count > position) tail.push(...wantedIn(frame.text, search, selector));
        },
        () => (tail = []),
      );
      const events: AuditEvent[] = [];
      if (position < sealedSeq) {
        const newer = segments.filter((segment) => segment.nextSeq > position);
        for await (const batch of eventsOf(newer, selector, position, signal)) events.push(...batch);
      }
      return { events: [...events, ...tail], position: nextSeq };
    },
  };
};
