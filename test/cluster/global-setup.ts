import type { TestProject } from "vitest/node";
import type { Prepared } from "./control-plane/control-plane.ts";
import { prepare } from "./control-plane/prepare.ts";

declare module "vitest" {
  interface ProvidedContext {
    prepared: Prepared;
  }
}

/** Once a run, before the first test. */
export const setup = ({ provide }: TestProject): void => provide("prepared", prepare());
