/**
 * The power fails, over and over, with other numbers each time, until so many lives were lived or the time is over. Run: `node
 * --conditions=meshaudit-source test/faults/power-loss.ts [--of journal|store] [--lives 1000] [--seconds 600] [--seed N]`. A failure is
 * printed with the seed that shows it again, at once.
 */
import { parseArgs } from "node:util";
import { randomNumbers } from "../bench/random.ts";
import { liveJournal } from "./journal-life.ts";
import { storeLives } from "./store-lives.ts";

const { values } = parseArgs({
  options: {
    of: { type: "string", default: "store" },
    lives: { type: "string", default: "1000" },
    seconds: { type: "string", default: "Infinity" },
    seed: { type: "string", default: String(Date.now() % 1_000_000) },
  },
});
const end = performance.now() + Number(values.seconds) * 1000;
const first = Number(values.seed);
const total = { lives: 0, losses: 0, acknowledged: 0, failures: 0 };
console.log(`seed ${first}`);
const stores = values.of === "store" ? await storeLives() : null;
for (let seed = first; seed < first + Number(values.lives) && performance.now() < end; seed++) {
  const lived =
    stores === null
      ? await liveJournal({ random: randomNumbers(seed), steps: 40 })
      : await (seed % 4 === 0 ? stores.liveOn(seed, 7) : stores.live(seed, 14));
  total.lives++;
  total.losses += lived.losses;
  total.acknowledged += lived.acknowledged;
  total.failures += lived.failures.length;
  for (const failure of lived.failures) console.log(`seed ${seed}: ${failure}`);
  if (total.lives % 5 === 0) console.log(JSON.stringify(total));
}
await stores?.close();
console.log(JSON.stringify(total));
process.exitCode = total.failures > 0 ? 1 : 0;
