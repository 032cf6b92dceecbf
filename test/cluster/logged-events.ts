import { readFileSync } from "node:fs";
import type { AuditEvent } from "@meshaudit/core";

/** The events in the text of an audit log, one a line. */
export const eventsIn = (text: string): AuditEvent[] =>
  text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as AuditEvent);

/** The events of an API server's log file. */
export const loggedEvents = (file: string): AuditEvent[] => eventsIn(readFileSync(file, "utf8"));
