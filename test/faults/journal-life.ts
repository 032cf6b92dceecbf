import type { Disk } from "../../packages/core/src/store/disk/disk.ts";
import { simulatedDisk, type SimulatedDisk } from "../../packages/core/src/store/disk/testing/simulated-disk.ts";
import type { Journal } from "../../packages/core/src/store/journal/journal.ts";
import { openJournal } from "../../packages/core/src/store/journal/open-journal.ts";
import { readJournal } from "../../packages/core/src/store/journal/read-journal.ts";
import type { RandomNumbers } from "../bench/random.ts";

const folder = "/root/project/logstore/_journal";

/** What somebody outside knows of a journal: all that must still be so after a power loss. */
export interface Known {
  /** Acknowledged lines by their number, from `sealedSeq` on. */
  lines: Map<number, string>;
  /** Lines that were refused for want of room, or never handed over: none of them may be there. */
  refused: Set<string>;
  /** All below is sealed, and no matter of the journal any more. */
  sealedSeq: number;
}

/** A moment at which the power failed. */
export interface Loss {
  operation: string;
  disk: SimulatedDisk;
  known: Known;
}

/** What was tried. */
export interface Tried {
  losses: number;
  acknowledged: number;
  /** What is wrong, with the operation at which the power failed. */
  failures: string[];
}

/** How a life goes. */
export interface LifeOptions {
  random: RandomNumbers;
  /** Appends, rotations, removals, restarts. */
  steps: number;
  /** What the journal is given in place of a disk. */
  through?: (disk: Disk) => Disk;
}

const copyOf = (known: Known): Known => ({ lines: new Map(known.lines), refused: new Set(known.refused), sealedSeq: known.sealedSeq });

/** A disk with a journal's empty folder on it, durable. */
const newDisk = async (): Promise<SimulatedDisk> => {
  const disk = simulatedDisk();
  await disk.makeFolder(folder);
  for (const path of ["/root/project/logstore", "/root/project", "/root", "/"]) await disk.syncFolder(path);
  return disk;
};

/**
 * Lives a journal's life: appends of all sizes, many at once, rotations, removals of what is sealed, full disks, failing syncs, kills and
 * power losses. At every single operation the power also fails aside, and what is left then must open to all that was acknowledged.
 */
export const liveJournal = async ({ random, steps, through = (disk) => disk }: LifeOptions): Promise<Tried> => {
  const tried: Tried = { losses: 0, acknowledged: 0, failures: [] };
  let known: Known = { lines: new Map(), refused: new Set(), sealedSeq: 0 };
  let disk = await newDisk();
  let losses: Loss[] = [];
  let made = 0;

  const watch = (): void => {
    disk.faults.atMoment = (operation) => {
      losses.push({ operation, disk: disk.afterPowerLoss(random), known: copyOf(known) });
    };
  };
  const opened = async (): Promise<Journal> => {
    watch();
    const maxFrameBytes = random.pick([64, 2000, 1 << 20]);
    return (await openJournal({ disk: through(disk), folder, sealedSeq: known.sealedSeq, maxFrameBytes })).journal;
  };
  const append = async (journal: Journal): Promise<void> => {
    const lines = Array.from({ length: random.below(5) }, () => `"${made++} ${random.hex(random.pick([1, 30, 30, 3000]))}"`);
    try {
      const { firstSeq } = await journal.append(lines);
      for (const [index, line] of lines.entries()) known.lines.set(firstSeq + index, line);
      tried.acknowledged += lines.length;
    } catch (error) {
      if (isCode(error, "store-full")) for (const line of lines) known.refused.add(line);
      else if (!isCode(error, "store-damaged")) throw error;
    }
  };
  const seal = async (journal: Journal): Promise<void> => {
    const extent = await journal.rotate();
    if (extent === null || random.below(4) === 0) return;
    known.sealedSeq = extent.nextSeq;
    for (const seq of known.lines.keys()) if (seq < extent.nextSeq) known.lines.delete(seq);
    await journal.removeBelow(extent.nextSeq);
  };
  const step = async (journal: Journal): Promise<Journal> => {
    const restarted = async (next: SimulatedDisk): Promise<Journal> => {
      await journal.close();
      disk = next;
      return opened();
    };
    switch (random.below(12)) {
      case 0:
      case 1:
        await seal(journal);
        return journal;
      case 2:
        disk.faults.room = disk.used() + random.below(200);
        await Promise.all([append(journal), append(journal)]);
        await journal.rotate().catch(() => {});
        disk.faults.room = Number.POSITIVE_INFINITY;
        return journal;
      case 3:
        disk.faults.failingSync = () => random.below(2) === 0;
        await Promise.all([append(journal), append(journal)]);
        await journal.rotate().catch(() => {});
        disk.faults.failingSync = () => false;
        return restarted(disk.afterKill());
      case 4: {
        const broken = random.below(100);
        disk.faults.brokenWrite = (_, bytes) => Math.min(bytes, broken);
        await append(journal);
        return restarted(disk.afterKill());
      }
      case 5:
        return restarted(disk);
      case 6: {
        await Promise.all([append(journal), append(journal)]);
        const loss = losses[random.below(losses.length)];
        if (loss === undefined) return journal;
        known = copyOf(loss.known);
        losses = losses.slice(0, losses.indexOf(loss));
        await journal.close();
        // The copy is checked with the others; this one is lived on with.
        disk = loss.disk.afterKill();
        return opened();
      }
      default:
        await Promise.all(Array.from({ length: 1 + random.below(4) }, () => append(journal)));
        return journal;
    }
  };

  let journal = await opened();
  for (let done = 0; done < steps && tried.failures.length === 0; done++) {
    try {
      journal = await step(journal);
    } catch (error) {
      tried.failures.push(`step ${done}: ${String(error)}`);
    }
    const checked = losses;
    losses = [];
    for (const loss of checked) {
      tried.losses++;
      const failure = await failureAfter(loss, random, through);
      if (failure !== null) tried.failures.push(`power lost at ${loss.operation}: ${failure}`);
    }
  }
  return tried;
};

/** What is wrong after a power loss; null when all that was acknowledged is there once and in its place. Recovery is interrupted, too. */
const failureAfter = async ({ disk, known }: Loss, random: RandomNumbers, through: (disk: Disk) => Disk): Promise<string | null> => {
  const again: SimulatedDisk[] = [];
  disk.faults.atMoment = () => {
    if (random.below(8) === 0) again.push(disk.afterPowerLoss(random));
  };
  try {
    const failure = await failureOf(disk, known, through);
    if (failure !== null) return failure;
    for (const interrupted of again) {
      const failure = await failureOf(interrupted, known, through);
      if (failure !== null) return `and once more in recovery: ${failure}`;
    }
    return null;
  } catch (error) {
    return String(error);
  }
};

const failureOf = async (disk: SimulatedDisk, known: Known, through: (disk: Disk) => Disk): Promise<string | null> => {
  const { journal } = await openJournal({ disk: through(disk), folder, sealedSeq: known.sealedSeq });
  const { firstSeq } = await journal.append(["last"]);
  await journal.close();
  disk.faults.atMoment = () => {};
  const lines: string[] = [];
  await readJournal(disk, folder, known.sealedSeq, (frame) => void lines.push(...frame.lines));
  if (new Set(lines).size !== lines.length && lines.filter((line) => line === "last").length < 2) return "a line is there twice";
  for (const [seq, line] of known.lines) {
    const found = lines[seq - known.sealedSeq];
    if (found !== line) return `event ${seq} should be ${line.slice(0, 20)} and is ${found?.slice(0, 20) ?? "missing"}`;
  }
  const intruder = lines.find((line) => known.refused.has(line));
  if (intruder !== undefined) return `${intruder.slice(0, 20)} was refused and is there`;
  return lines[firstSeq - known.sealedSeq] === "last" ? null : "what was appended after recovery is not where it was said to be";
};

const isCode = (error: unknown, code: string): boolean => error instanceof Error && "code" in error && error.code === code;
