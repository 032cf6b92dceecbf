// `npm run test:editor`: packages the extension and tests it in a real VS Code (test/editor/README.md).
//   --repeat N     the whole suite N times; a test that passes and fails is told as a flake
//   --screenshots  also takes the screenshots of the extension's README
// Other arguments go to vitest: `npm run test:editor -- hover -t weight`.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { root, setUp } from "./setup.mjs";
import { readReport } from "./test-report.mjs";

setUp({ build: true });
const { cleanUp, prepare } = await import("../test/editor/workbench/prepare.ts");

const { values, tokens } = parseArgs({
  options: { repeat: { type: "string", default: "1" }, screenshots: { type: "boolean", default: false } },
  strict: false,
  tokens: true,
});
const own = new Set(["repeat", "screenshots"]);
const forVitest = process.argv.slice(2).filter((_, index) => !tokens.some((token) => own.has(token.name) && covers(token, index)));

const prepared = prepareOrSkip();
const folder = mkdtempSync(join(tmpdir(), "meshaudit-editor-"));
/** How often each test passed and failed. */
const outcomes = new Map();
let passed = 0;
let failed = 0;
try {
  for (let run = 1; run <= Number(values.repeat); run += 1) {
    if (values.repeat !== "1") console.log(`\n--- run ${run} of ${values.repeat} ---`);
    const result = runOnce(join(folder, `${run}.json`));
    passed += result.passed;
    failed += result.failed;
    for (const test of result.tests) note(test);
  }
} finally {
  rmSync(folder, { recursive: true });
  cleanUp(prepared);
}
for (const [name, { good, bad }] of outcomes) if (good > 0 && bad > 0) console.log(`flake: ${name}: failed ${bad} times of ${good + bad}`);
console.log(`editor: ${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;

/** Whether an argument of the command line belongs to an option: itself, or the next as its value. */
function covers({ index, value, inlineValue }, argument) {
  return argument === index || (inlineValue === false && value !== undefined && argument === index + 1);
}

function note({ name, passed: good }) {
  const counts = outcomes.get(name) ?? { good: 0, bad: 0 };
  outcomes.set(name, { good: counts.good + (good ? 1 : 0), bad: counts.bad + (good ? 0 : 1) });
}

/** Where the tests cannot be run it says so loudly, and in CI that is a failure. */
function prepareOrSkip() {
  try {
    return prepare();
  } catch (error) {
    if (error?.name !== "Unavailable") throw error;
    const bar = "!".repeat(100);
    console.log(`${bar}\nThe editor's tests were NOT RUN: ${error.message}\n${bar}`);
    const status = process.env.CI === "true" ? 1 : 0;
    console.log(`editor: 0 passed, ${status} failed`);
    return process.exit(status);
  }
}

function runOnce(report) {
  const vitest = join(root, "node_modules", "vitest", "vitest.mjs");
  const config = join(root, "test", "editor", "vitest.config.ts");
  const reporters = ["--reporter=verbose", "--reporter=json", `--outputFile.json=${report}`];
  const env = {
    ...process.env,
    MESHAUDIT_EDITOR_PREPARED: JSON.stringify(prepared),
    MESHAUDIT_SCREENSHOTS: values.screenshots ? "1" : "",
  };
  const options = { cwd: root, env, stdio: "inherit" };
  const { status } = spawnSync(process.execPath, [vitest, "run", "--config", config, ...reporters, ...forVitest], options);
  return readReport(report, status);
}
