/** Numbers that look random, from 0 to below `end`. */
export interface Chance {
  below(end: number): number;
}

/** Something that was done to a file's contents. `lost`: its pages were given up by a failed sync, and no later one writes them. */
type Change = { at: number; bytes: Uint8Array; lost: boolean } | { size: number; lost: boolean };

/** A file: what a reader sees, and what is on the medium. */
export interface SimulatedFile {
  readonly isFolder: false;
  readonly content: Buffer;
  append(bytes: Uint8Array): void;
  truncate(size: number): void;
  /** Begins a sync; the end of it makes durable what was there when it began. */
  beginSync(): { succeed(): void; fail(): void };
  /** A file as it may be after a power loss. */
  afterPowerLoss(chance: Chance): SimulatedFile;
  /** The same file, of another disk. */
  copy(): SimulatedFile;
}

/** A file whose contents are durable, but for some changes. */
export const simulatedFile = (
  onMedium: Buffer = Buffer.alloc(0),
  seen: Buffer = onMedium,
  pending: readonly Change[] = [],
): SimulatedFile => {
  let durable = onMedium;
  let content = seen;
  let changes = [...pending];
  const change = (made: Change): void => {
    changes.push(made);
    content = changed(content, made);
  };
  return {
    isFolder: false,
    get content() {
      return content;
    },
    append: (bytes) => change({ at: content.length, bytes: Buffer.from(bytes), lost: false }),
    truncate: (size) => change({ size, lost: false }),
    beginSync: () => {
      const begun = [...changes];
      return {
        succeed: () => {
          for (const made of begun)
            durable = changed(durable, made.lost && "at" in made ? { ...made, bytes: Buffer.alloc(made.bytes.length) } : made);
          changes = changes.filter((made) => !begun.includes(made));
        },
        fail: () => {
          for (const made of begun) made.lost = true;
        },
      };
    },
    afterPowerLoss: (chance) => simulatedFile(left(durable, changes, chance)),
    copy: () =>
      simulatedFile(
        durable,
        content,
        changes.map((made) => ({ ...made })),
      ),
  };
};

const changed = (content: Buffer, change: Change): Buffer => {
  const size = "size" in change ? change.size : Math.max(content.length, change.at + change.bytes.length);
  const after = Buffer.alloc(size);
  content.copy(after);
  if ("at" in change) after.set(change.bytes, change.at);
  return after;
};

/** What a power loss may leave: nothing of the changes, all, the first ones and a part of the next, or of each block any version. */
const left = (durable: Buffer, changes: readonly Change[], chance: Chance): Buffer => {
  if (changes.length === 0) return durable;
  const versions = [durable];
  for (const change of changes) versions.push(changed(versions.at(-1) ?? durable, change));
  const any = (): Buffer => versions[[0, versions.length - 1, chance.below(versions.length)][chance.below(3)] ?? 0] ?? durable;
  switch (chance.below(4)) {
    case 0:
      return durable;
    case 1:
      return versions.at(-1) ?? durable;
    case 2:
      return torn(versions, changes, chance);
    default:
      return inBlocks(any, chance.below(2) === 0 ? 512 : 4096, durable.length, chance);
  }
};

const torn = (versions: readonly Buffer[], changes: readonly Change[], chance: Chance): Buffer => {
  const index = chance.below(changes.length);
  const change = changes[index];
  const before = versions[index] ?? Buffer.alloc(0);
  if (change === undefined || "size" in change) return before;
  return changed(before, { ...change, bytes: change.bytes.subarray(0, chance.below(change.bytes.length + 1)) });
};

/** Beyond what was durable a block may also hold nothing, or what some other file left there. */
const inBlocks = (any: () => Buffer, block: number, durableBytes: number, chance: Chance): Buffer => {
  const after = Buffer.alloc(any().length);
  for (let at = 0; at < after.length; at += block) {
    const end = Math.min(at + block, after.length);
    if (chance.below(8) === 0) {
      for (let junk = Math.max(at, durableBytes); junk < end; junk++) after[junk] = chance.below(256);
    } else after.set(any().subarray(at, end), at);
    // What was durable and was never changed is the same in every version.
    if (at < durableBytes) after.set(any().subarray(at, Math.min(end, durableBytes)), at);
  }
  return after;
};
