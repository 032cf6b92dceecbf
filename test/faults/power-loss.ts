/**
 * The power fails, over and over, with other numbers each time, until the time is over. Run: `node --conditions=meshaudit-source
 * test/faults/power-loss.ts --seconds 600 [--seed N]`. A failure is printed with the seed that shows it again, at once.
 */
import { parseArgs } from "node:util";
import { randomNumbers } from "../bench/random.ts";
import { liveJournal } from "./journal-life.ts";

const { values } = parseArgs({
  options: { seconds: { type: "string", default: "60" }, seed: { type: "string", default: String(Date.now() % 1_000_000) } },
});
const end = performance.now() + Number(values.seconds) * 1000;
const total = { lives: 0, losses: 0, acknowledged: 0, failures: 0 };
console.log(`seed ${values.seed}`);
for (let seed = Number(values.seed); performance.now() < end; seed++) {
  const { losses, acknowledged, failures } = await liveJournal({ random: randomNumbers(seed), steps: 40 });
  total.lives++;
  total.losses += losses;
  total.acknowledged += acknowledged;
  total.failures += failures.length;
  for (const failure of failures) console.log(`seed ${seed}: ${failure}`);
}
console.log(JSON.stringify(total));
process.exitCode = total.failures > 0 ? 1 : 0;
