/** The demo's mesh, by its key. */
export const demoKey = "demo";

/** The demo's log in the demo's folder. */
export const demoLog = "audit.log.gz";
