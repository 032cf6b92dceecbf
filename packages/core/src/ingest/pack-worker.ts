// The entry of a thread that packs lines, see pack-threads.ts.
import { parentPort, workerData } from "node:worker_threads";
import { buffersOf, type Redaction } from "../store/write/packed-events.ts";
import { packLines } from "./pack-lines.ts";
import type { PackAnswer, PackTask } from "./pack-threads.ts";

const redaction = workerData as Redaction;

parentPort?.on("message", ({ lines, room }: PackTask) => {
  const packed = packLines(lines, redaction, room);
  const answer: PackAnswer = { packed, used: lines.buffer };
  parentPort?.postMessage(answer, [...buffersOf(packed.pieces.events), lines.buffer]);
});
