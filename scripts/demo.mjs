// `npm run demo`: set-up, then three questions to a real audit log, each command printed before its answer.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root, setUp } from "./setup.mjs";

const log = "test/scenarios/bookshop/audit.log.gz";
const questions = [
  ["Who changed the routes of the reviews service?", ["who-changed", "vs/reviews", "-n", "bookinfo"]],
  ["Which change does each line of it come from?", ["blame", "vs/reviews", "-n", "bookinfo", "--path", "spec"]],
  ["Requests failed at 12:19:22. What changed around then?", ["what-changed", "--at", "2026-11-24T12:19:22.9Z", "--window", "1s", "-A"]],
];

setUp({ build: true });
process.stdout.on("error", () => process.exit(0)); // the reader of a pipe left

const folder = join(root, "packages", "kubectl-meshaudit");
const { bin } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
const plugin = join(folder, bin["kubectl-meshaudit"]);
const colour = process.stdout.isTTY === true && !process.env.NO_COLOR;
const paint = (code, text) => (colour ? `\u001b[${code}m${text}\u001b[0m` : text);

for (const [question, args] of questions) {
  const command = [...args, "--from", log, "--utc"];
  console.log(paint(2, `# ${question}`));
  console.log(`${paint(1, `$ kubectl meshaudit ${command.join(" ")}`)}\n`);
  const { status } = spawnSync(process.execPath, [plugin, ...command], { cwd: root, stdio: "inherit" });
  if (status !== 0) process.exit(status ?? 1);
  console.log();
}

console.log(`${paint(2, "# Your turn. In this clone kubectl meshaudit is npx kubectl-meshaudit:")}
${paint(1, `$ npx kubectl-meshaudit diff vs/reviews -n bookinfo --from ${log}`)}
${paint(1, "$ npx kubectl-meshaudit who-changed vs/NAME -n NAMESPACE --from /var/log/kubernetes/audit/audit.log")}
${paint(1, "$ npx kubectl-meshaudit --help")}`);
