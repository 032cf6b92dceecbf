/** The control plane cannot be had here, which says nothing about meshaudit; `message` says what is missing. */
export class Unavailable extends Error {
  override name = "Unavailable";
  /** Whether it can never be had on this machine as it is, so that CI has nothing to complain of. */
  readonly beyondReach: boolean;

  constructor(message: string, { beyondReach }: { beyondReach: boolean }) {
    super(message);
    this.beyondReach = beyondReach;
  }
}
