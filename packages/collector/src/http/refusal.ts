/** Why a request is refused, and the status that says so. */
const statuses = {
  "bad-request": 400,
  "not-an-event-list": 400,
  "broken-off": 400,
  "no-credential": 401,
  "wrong-role": 403,
  "wrong-mesh": 403,
  "cross-origin": 403,
  "unknown-path": 404,
  "unknown-mesh": 404,
  "wrong-method": 405,
  slow: 408,
  "too-large": 413,
  "unpacked-too-large": 413,
  "wrong-type": 415,
  "wrong-encoding": 415,
  "headers-too-large": 431,
  internal: 500,
  busy: 503,
  "store-full": 503,
  "store-slow": 503,
  "store-unavailable": 503,
  stopping: 503,
} as const;

export type RefusalReason = keyof typeof statuses;

/** A request is not done, and may not have been read to its end. */
export class Refusal extends Error {
  readonly reason: RefusalReason;
  constructor(reason: RefusalReason, message: string) {
    super(message);
    this.name = "Refusal";
    this.reason = reason;
  }
}

/** The HTTP status of a refusal. */
export const statusOf = (reason: RefusalReason): number => statuses[reason];
