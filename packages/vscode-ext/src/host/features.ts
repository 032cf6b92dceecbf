import type { Feature } from "./services.ts";

/** All features of the extension. */
export const features: readonly Feature[] = [];
