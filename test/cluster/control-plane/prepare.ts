import type { Prepared } from "./control-plane.ts";
import { findCrds } from "./crds.ts";
import { findPrograms } from "./programs.ts";

/**
 * Finds or builds all that a control plane is started from.
 *
 * @throws Unavailable where it cannot be had.
 */
export const prepare = (): Prepared => ({ programs: findPrograms(), crds: findCrds() });
