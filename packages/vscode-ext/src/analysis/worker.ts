import { availableParallelism, homedir } from "node:os";
import { dirname } from "node:path";
import { pathToFileURL } from "node:url";
import { parentPort, workerData } from "node:worker_threads";
import * as l10n from "@vscode/l10n";
import { serve, teller } from "../protocol/call.ts";
import { analysis } from "./analysis.ts";
import { queryFilesIn } from "./dashboard/query-files.ts";

/** What the extension starts this thread with. */
export interface WorkerStart {
  scanWorker: string;
  redactionKey: Uint8Array;
  /** The texts of the language in use; null for English. */
  texts: { [key: string]: string } | null;
}

const clock = (): number => performance.now();
const { scanWorker, redactionKey, texts } = workerData as WorkerStart;
if (texts !== null) l10n.config({ contents: texts });
if (parentPort !== null) {
  const io = {
    env: process.env,
    home: homedir(),
    redactionKey,
    scanWorker: pathToFileURL(scanWorker),
    threads: availableParallelism(),
    clock,
    now: () => Date.now(),
    queryFiles: () => queryFilesIn(dirname(scanWorker), `${process.platform}-${process.arch}`, process.execPath, process.env),
  };
  serve(parentPort, analysis(io, teller(parentPort)));
}
