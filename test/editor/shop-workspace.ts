import { cpSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

const root = join(import.meta.dirname, "../..");

/** The real log that the tests are about. */
export const shopLog = join(root, "test/scenarios/bookshop/audit.log.gz");

/** The manifest of the demo, whose second weight differs from the log's. */
export const reviewsYaml = readFileSync(join(root, "packages/vscode-ext/demo/reviews.yaml"), "utf8");

/** A route put before all others, so that no index of the file is the cluster's. */
export const routeInsertedFirst = reviewsYaml.replace(
  "    - name: default\n",
  "    - name: canary\n      route:\n        - destination:\n            host: reviews\n            subset: v2\n          weight: 100\n    - name: default\n",
);

/** A folder of its own with files in it; its name has to be short, for sockets lie below. */
export const workspaceOf = (files: { [path: string]: string }): string => {
  const folder = mkdtempSync(join(tmpdir(), "ws-"));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
};

/** A log that nothing else reads, so that a test may write to it. */
export const ownLog = (): string => {
  const path = join(mkdtempSync(join(tmpdir(), "log-")), "audit.log.gz");
  cpSync(shopLog, path);
  return path;
};
