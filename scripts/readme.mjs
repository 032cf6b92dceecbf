// `npm run readme`: puts into README.md what `npm run demo` prints. test/readme.test.ts holds the two equal.
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { root, setUp } from "./setup.mjs";

const readme = join(root, "README.md");

/** A week after the demo's log was written: as a newcomer reads it, with dates for ages. */
const today = "2026-12-01T09:00:00Z";

/** What the demo prints into a pipe on that day. */
export function demoOutput() {
  const clock = `--import=data:text/javascript,Date.now=()=>${Date.parse(today)}`;
  const env = { ...process.env, NODE_OPTIONS: clock, NO_COLOR: "1" };
  return execFileSync(process.execPath, [join(root, "scripts", "demo.mjs")], { cwd: root, env, encoding: "utf8" });
}

/** README.md as it should be. */
export function withDemo(text, output) {
  return text.replace(/(<!-- demo -->\n```\n)[\s\S]*?(```\n<!-- \/demo -->)/, (_, head, tail) => `${head}${output}${tail}`);
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  setUp({ build: true });
  writeFileSync(readme, withDemo(readFileSync(readme, "utf8"), demoOutput()));
}
