import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Files } from "../workbench/places.ts";
import { scenarioFolder } from "./files.ts";

/** The real log that the demo's manifest is about. */
export const demoLog = join(scenarioFolder("bookshop"), "audit.log.gz");

/** The manifest of the demo, whose second weight differs from the log's. */
export const reviewsYaml = readFileSync(resolve(import.meta.dirname, "../../../packages/vscode-ext/demo/reviews.yaml"), "utf8");

/** The settings of a workspace that name the log. */
export const demoSettings: Files = { ".vscode/settings.json": JSON.stringify({ "meshaudit.sources": [demoLog] }) };
