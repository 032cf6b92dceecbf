import { describe, expect, it } from "vitest";
import type { AuditEvent } from "../model/audit-event.ts";
import { noEvents } from "../model/selector.ts";
import { readEvents } from "../sources/read-events.ts";
import type { ReadOptions } from "../sources/read-options.ts";
import type { Source } from "../sources/source.ts";
import { verifySources } from "../sources/verify-sources.ts";
import { realLines, realLog } from "./real-log.ts";

export const readOptions: ReadOptions = { redactionKey: Buffer.from("test"), worker: null, threads: 1 };

const idsOf = (events: readonly AuditEvent[]): string[] => events.map(({ auditID, stage }) => `${auditID} ${stage}`).sort();
const expectedIds = idsOf(realLines.map((line) => JSON.parse(line.toString("utf8")) as AuditEvent));
const everything = { ...noEvents, everything: true };

async function bytesOf(source: Source): Promise<Buffer> {
  const blocks: Uint8Array[] = [];
  for await (const block of source.blocks()) blocks.push(Uint8Array.from(block));
  return Buffer.concat(blocks);
}

/** What every source must hold to. `make` makes one over some bytes. */
export function sourceContract(name: string, make: (bytes: Buffer) => Promise<Source>): void {
  describe(`${name} source`, () => {
    it("gives its bytes as often as it is asked, also after a look at its first block", async () => {
      const source = await make(realLog);
      for await (const block of source.blocks()) {
        expect(realLog.subarray(0, block.length).equals(block)).toBe(true);
        break;
      }
      for (let time = 0; time < 2; time++) expect((await bytesOf(source)).equals(realLog)).toBe(true);
    });

    it.each([0, undefined])("gives every event once, with %s bytes parsed line by line", async (parseEveryUpTo) => {
      const { events, report } = await readEvents([await make(realLog)], everything, { ...readOptions, parseEveryUpTo });
      expect(idsOf(events)).toEqual(expectedIds);
      expect(report).toMatchObject({ bytes: realLog.length, parsed: realLines.length, duplicate: 0, rejected: 0, mayHideAnswer: false });
      expect(report.everyLineParsed).toBe(parseEveryUpTo !== 0);
    });

    it.each([0, undefined])("accounts for a torn last line, with %s bytes parsed line by line", async (parseEveryUpTo) => {
      const source = await make(realLog.subarray(0, -100));
      const { report } = await readEvents([source], everything, { ...readOptions, parseEveryUpTo });
      const last = realLines.at(-1)?.length ?? 0;
      expect(report).toMatchObject({ parsed: realLines.length - 1, rejected: 1, mayHideAnswer: !source.supports.follow });
      expect(report.rejections).toMatchObject([{ source: source.name, offset: realLog.length - last - 1, bytes: last - 99 }]);
    });

    it("is accounted for line by line", async () => {
      const torn = realLines[1]?.subarray(0, 90) ?? realLog;
      const text = Buffer.concat([
        realLog,
        realLines[0] ?? realLog,
        Buffer.from("\n\nno event\n"),
        torn,
        realLines[2] ?? realLog,
        Buffer.from("\n"),
      ]);
      const verification = await verifySources([await make(text)], {});
      expect(verification).toMatchObject({
        bytes: text.length,
        read: realLines.length + 4,
        events: realLines.length,
        duplicate: 2,
        rejected: 2,
      });
      expect(verification.rejections).toMatchObject([
        { line: realLines.length + 3, reason: "not whole JSON" },
        { line: realLines.length + 4, bytes: 90 },
      ]);
    });

    it("stops in the middle when it is told to", async () => {
      const stop = new AbortController();
      const reading = (async () => {
        for await (const _ of (await make(realLog)).blocks(stop.signal)) stop.abort(new Error("enough"));
      })();
      await expect(reading).rejects.toThrow("enough");
      await expect(readEvents([await make(realLog)], everything, { ...readOptions, signal: stop.signal })).rejects.toThrow("enough");
    });
  });
}
