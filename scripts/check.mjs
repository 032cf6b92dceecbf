// `npm run check`: every gate that a change must pass, side by side. Names of gates as arguments run only those: `npm run check -- lint`.
import { spawn } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { root, setUp } from "./setup.mjs";

setUp({ build: false });

const tool = (...path) => [process.execPath, join(root, "node_modules", ...path)];
const tsc = tool("typescript", "bin", "tsc");
const publint = tool("publint", "src", "cli.js");

const packages = readdirSync(join(root, "packages"))
  .map((name) => join("packages", name))
  .filter((path) => existsSync(join(root, path, "package.json")));
const published = packages.filter((path) => JSON.parse(readFileSync(join(root, path, "package.json"), "utf8")).private !== true);

/** The longest first, so that the others fit beside them. The commands of one gate run one after the other. */
const gates = [
  {
    name: "packages",
    commands: [[process.execPath, "scripts/build.mjs"], ...published.map((path) => [...publint, "run", path, "--strict"])],
  },
  { name: "unused", commands: [tool("knip", "bin", "knip.js")] },
  { name: "types", commands: [".", "test/dashboard", "test/editor", ...packages].map((path) => [...tsc, "-p", path, "--noEmit"]) },
  { name: "lint", commands: [[...tool("oxlint", "bin", "oxlint"), "--deny-warnings"]] },
  { name: "format", commands: [[...tool("oxfmt", "bin", "oxfmt"), "--check"]] },
];

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => gates.every((gate) => gate.name !== name));
if (unknown.length > 0) {
  console.error(`error: no gate is named ${unknown.join(", ")}\nhint: the gates are ${gates.map(({ name }) => name).join(", ")}`);
  process.exit(1);
}

const waiting = gates.filter(({ name }) => asked.length === 0 || asked.includes(name));
const failures = [];
let passed = 0;

await Promise.all(Array.from({ length: availableParallelism() }, work));
for (const { name, output } of failures) console.log(`\n--- ${name} ---\n${output.trim()}`);
console.log(`\ngates: ${passed} passed, ${failures.length} failed`);
process.exitCode = failures.length > 0 ? 1 : 0;

async function work() {
  for (let gate = waiting.shift(); gate !== undefined; gate = waiting.shift()) {
    const start = performance.now();
    const { ok, output } = await runAll(gate.commands);
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    console.log(`${ok ? "pass" : "FAIL"}  ${gate.name.padEnd(9)} ${seconds.padStart(5)} s`);
    if (ok) passed += 1;
    else failures.push({ name: gate.name, output });
  }
}

/** Runs all commands, so that one failure does not hide the next. */
async function runAll(commands) {
  const results = [];
  for (const command of commands) results.push(await run(command));
  const failed = results.filter(({ ok }) => !ok);
  return { ok: failed.length === 0, output: failed.map(({ output }) => output).join("\n") };
}

function run([program, ...args]) {
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd: root, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    child.stdout.on("data", (chunk) => (output += chunk));
    child.stderr.on("data", (chunk) => (output += chunk));
    child.on("error", (error) => resolve({ ok: false, output: error.message }));
    child.on("close", (status) => resolve({ ok: status === 0, output }));
  });
}
