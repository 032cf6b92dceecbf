// `npm run test:dashboard`: the dashboard of the built plugin in a real browser.
//   --screenshots  also takes the pictures of docs/dashboard.md
// Other arguments go to vitest: `npm run test:dashboard -- safety -t token`.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root, setUp } from "./setup.mjs";
import { readReport } from "./test-report.mjs";

setUp({ build: true });
const { findChromium } = await import("../test/editor/workbench/chromium.ts");

const chromium = findOrSkip();
const folder = mkdtempSync(join(tmpdir(), "meshaudit-dashboard-"));
try {
  const report = join(folder, "report.json");
  const vitest = join(root, "node_modules", "vitest", "vitest.mjs");
  const config = join(root, "test", "dashboard", "vitest.config.ts");
  const args = process.argv.slice(2);
  const screenshots = args.includes("--screenshots");
  const forVitest = args.filter((arg) => arg !== "--screenshots");
  const reporters = ["--reporter=verbose", "--reporter=json", `--outputFile.json=${report}`];
  const env = { ...process.env, CHROMIUM: chromium, MESHAUDIT_SCREENSHOTS: screenshots ? "1" : "" };
  const options = { cwd: root, env, stdio: "inherit" };
  const { status } = spawnSync(process.execPath, [vitest, "run", "--config", config, ...reporters, ...forVitest], options);
  const { passed, failed } = readReport(report, status);
  console.log(`dashboard: ${passed} passed, ${failed} failed`);
  process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
} finally {
  rmSync(folder, { recursive: true });
}

/** Where there is no browser it says so loudly, and in CI that is a failure. */
function findOrSkip() {
  try {
    return findChromium();
  } catch (error) {
    if (error?.name !== "Unavailable") throw error;
    const bar = "!".repeat(100);
    console.log(`${bar}\nThe dashboard's tests were NOT RUN: ${error.message}\n${bar}`);
    const status = process.env.CI === "true" ? 1 : 0;
    console.log(`dashboard: 0 passed, ${status} failed`);
    return process.exit(status);
  }
}
