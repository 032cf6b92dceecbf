// `npm run readme`: puts into README.md what `npm run demo` and a report print. test/readme.test.ts holds them equal.
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { root, setUp } from "./setup.mjs";

const readme = join(root, "README.md");

/** A week after the demo's log was written: as a newcomer reads it, with dates for ages. */
const today = "2026-12-01T09:00:00Z";

/** What a script of ours prints into a pipe on that day. */
function outputOf(...words) {
  const clock = `--import=data:text/javascript,Date.now=()=>${Date.parse(today)}`;
  const env = { ...process.env, NODE_OPTIONS: clock, NO_COLOR: "1" };
  return execFileSync(process.execPath, words, { cwd: root, env, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
}

const report = ["report", "overview", "--from", "test/scenarios/bookshop/audit.log.gz", "--utc", "--no-system", "--limit", "2"];

/** The blocks of README.md between `<!-- name -->` and `<!-- /name -->`: how what stands in each is made. */
const blocks = {
  demo: () => outputOf(join(root, "scripts", "demo.mjs")),
  report: () => {
    const program = join(root, "packages", "kubectl-meshaudit", "bin", "kubectl-meshaudit.cjs");
    return `$ kubectl meshaudit ${report.join(" ")}\n${outputOf(program, ...report)}`;
  },
};

/** README.md as it should be. */
export function withOutputs(text) {
  return Object.entries(blocks).reduce((before, [name, output]) => {
    const block = new RegExp(`(<!-- ${name} -->\\n\`\`\`\\n)[\\s\\S]*?(\`\`\`\\n<!-- /${name} -->)`);
    return before.replace(block, (_, head, tail) => `${head}${output()}${tail}`);
  }, text);
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  setUp({ build: true });
  writeFileSync(readme, withOutputs(readFileSync(readme, "utf8")));
}
