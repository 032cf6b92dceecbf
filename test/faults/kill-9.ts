/**
 * Kills a process that writes to a store, under load and at random moments, as often as is asked for. Run: `node
 * --conditions=meshaudit-source test/faults/kill-9.ts --kills 1000 [--seed N]`. After a failure the store is left where it is.
 */
import { parseArgs } from "node:util";
import { killOverAndOver } from "./kills.ts";

const { values } = parseArgs({
  options: { kills: { type: "string", default: "1000" }, seed: { type: "string", default: String(Date.now() % 1_000_000) } },
});
console.log(`seed ${values.seed}`);
const killed = await killOverAndOver(Number(values.kills), Number(values.seed), (so) => {
  if (so.kills % 20 === 0) console.log(JSON.stringify(so));
});
console.log(JSON.stringify(killed, null, 2));
process.exitCode = killed.failures.length > 0 ? 1 : 0;
