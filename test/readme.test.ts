import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, it } from "vitest";
import { withOutputs } from "../scripts/readme.mjs";

const readme = readFileSync(join(resolve(import.meta.dirname, ".."), "README.md"), "utf8");

it("README.md shows what the demo and a report print; `npm run readme` puts it there", () => {
  expect(readme).toBe(withOutputs(readme));
}, 180_000);
