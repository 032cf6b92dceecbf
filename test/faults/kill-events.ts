import { canonicalEvent } from "../../packages/core/src/decode/event-hash.ts";
import { redactEvent } from "../../packages/core/src/decode/redact.ts";
import type { AuditEvent } from "../../packages/core/src/model/audit-event.ts";
import { signingKeyFrom } from "../../packages/core/src/store/evidence/signing-key.ts";
import { randomNumbers } from "../bench/random.ts";
import { madeEvent } from "./made-events.ts";

/** What a process that is going to be killed says. */
export type Said =
  | { kind: "opened"; path: string }
  | { kind: "expiring"; before: string }
  | { kind: "sent" | "acknowledged"; from: number; to: number }
  | { kind: "problem"; message: string };

export const killedMesh = "m1";
/** The time that it is to whoever writes, ms since the epoch. */
export const killedNow = Date.parse("2026-11-24T12:00:00Z");
export const killedKey = signingKeyFrom(new Uint8Array(32).fill(1));
export const redactionKey = new Uint8Array(32).fill(7);

/** The event of a number: the same in every process. */
export const killedEvent = (number: number): AuditEvent => madeEvent(number, killedNow, randomNumbers(number));

/** An event as a reader gives it back. */
export const readText = (event: AuditEvent): string => canonicalEvent(redactEvent(event, redactionKey));
