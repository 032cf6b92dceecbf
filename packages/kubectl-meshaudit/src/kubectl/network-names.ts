/** The networks that have names. */
export const networks = ["internet", "intranet"] as const;
