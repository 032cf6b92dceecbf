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
  return {
    get bytes() {
      return bytes;
    },
    get isEmpty() {
      return waiting.length === 0;
    },
    add: (lines) =>
      new Promise((resolve, reject) => {
        waiting.push({ before: events, resolve, reject });
        for (const line of lines) {
          let text = texts.at(-1);
          if (text === undefined || !text.add(line)) {
            texts.push((text = take()));
            text.add(line);
          }
        }
        events += lines.length;
        bytes = texts.reduce((sum, text) => sum + text.bytes, 0);
      }),
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
