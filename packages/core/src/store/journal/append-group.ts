import type { JournalText } from "./journal.ts";
import { linesText, type LinesText } from "./lines-text.ts";
import { pack } from "./packed-text.ts";

/** Whoever waits for its events to be durable. */
interface Waiting {
  /** How many events of the group stand before its own. */
  before: number;
  resolve(stored: { firstSeq: number }): void;
  reject(error: unknown): void;
}

/** A packed frame that lacks its number. */
export interface PackedFrame {
  payload: Buffer;
  count: number;
}

/** Events of one or several appends that become durable, or fail, together. */
export interface AppendGroup {
  readonly bytes: number;
  readonly isEmpty: boolean;
  add(lines: readonly string[]): Promise<{ firstSeq: number }>;
  addText(lines: JournalText): Promise<{ firstSeq: number }>;
  /** No more is added from now on. */
  packed(): Promise<PackedFrame[]>;
  done(firstSeq: number): void;
  failed(error: unknown): void;
}

/** Makes groups; their memory goes around. */
export const appendGroups = (maxFrameBytes: number): (() => AppendGroup) => {
  const spare: LinesText[] = [];
  const take = (): LinesText => spare.pop() ?? linesText(maxFrameBytes);
  const give = (text: LinesText): void => {
    text.clear();
    if (spare.length < 3) spare.push(text);
  };
  return () => appendGroup(take, give);
};

const appendGroup = (take: () => LinesText, give: (text: LinesText) => void): AppendGroup => {
  const texts: LinesText[] = [];
  const waiting: Waiting[] = [];
  let bytes = 0;
  let events = 0;
  const put = (add: (text: LinesText) => boolean): void => {
    const last = texts.at(-1);
    if (last !== undefined && add(last)) return;
    const next = take();
    texts.push(next);
    add(next);
  };
  const joins = (count: number, putAll: () => void): Promise<{ firstSeq: number }> =>
    new Promise((resolve, reject) => {
      waiting.push({ before: events, resolve, reject });
      putAll();
      events += count;
      bytes = texts.reduce((sum, text) => sum + text.bytes, 0);
    });
  return {
    get bytes() {
      return bytes;
    },
    get isEmpty() {
      return waiting.length === 0;
    },
    add: (lines) =>
      joins(lines.length, () => {
        for (const line of lines) put((text) => text.add(line));
      }),
    addText: ({ text: lines, count }) => joins(count, () => put((text) => text.addText(lines, count))),
    packed: () =>
      Promise.all(
        texts.map(async (text) => {
          const payload = await pack(text.text());
          const { count } = text;
          give(text);
          return { payload, count };
        }),
      ),
    done: (firstSeq) => {
      for (const { before, resolve } of waiting) resolve({ firstSeq: firstSeq + before });
    },
    failed: (error) => {
      for (const { reject } of waiting) reject(error);
    },
  };
};
