/** How something wraps audit events on their way here, one file each. */
export interface Envelope {
  name: string;
  /** The wrapped entry's bytes; null when the line is not wrapped this way. */
  open(line: Buffer): Buffer | null;
}
