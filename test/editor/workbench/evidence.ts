import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { logs } from "./logs.ts";
import type { Workbench } from "./workbench.ts";

const output = resolve(import.meta.dirname, "../.out");

/** Saves what tells why a test failed to `test/editor/.out/NAME`: a screenshot, all logs, what the page and the server printed. */
export const saveEvidence = async (workbench: Workbench, name: string): Promise<void> => {
  const folder = join(output, name.replaceAll(/[^\w.-]+/g, "-").slice(0, 120));
  mkdirSync(folder, { recursive: true });
  await workbench.page.screenshot({ path: join(folder, "screen.png") }).catch(() => undefined);
  writeFileSync(join(folder, "browser-console.txt"), `${workbench.console.join("\n")}\n`);
  writeFileSync(join(folder, "server.txt"), workbench.server.output());
  for (const { path, text } of logs(workbench)) writeFileSync(join(folder, path.replaceAll("/", "-")), text);
  process.stderr.write(`evidence: ${folder}\n`);
};
