import type { TestProject } from "vitest/node";
import { cleanUp, prepare, type Prepared } from "./workbench/prepare.ts";

declare module "vitest" {
  interface ProvidedContext {
    prepared: Prepared;
  }
}

/** Once a run, before the first test. `npm run test:editor` has prepared already, and hands the same over to each of its runs. */
export const setup = ({ provide }: TestProject): (() => void) | undefined => {
  const given = process.env["MESHAUDIT_EDITOR_PREPARED"];
  const prepared: Prepared = given === undefined ? prepare() : JSON.parse(given);
  provide("prepared", prepared);
  return given === undefined ? () => cleanUp(prepared) : undefined;
};
