import { micros } from "../model/time.ts";
import type { Weight, Window } from "./candidate.ts";

/** What lies this close to the moment, in ms, is as good as at it: nobody times an incident better. */
const grace = 2000;

/** What comes after the moment cannot have caused it; clocks and reports are not exact, though. */
const afterwards = 0.25;

const units = [
  { name: "d", ms: 86_400_000 },
  { name: "h", ms: 3_600_000 },
  { name: "min", ms: 60_000 },
  { name: "s", ms: 1000 },
];

/** A span of time in its largest unit: `4 min`, `300 ms`. */
const spanText = (ms: number): string => {
  const unit = units.find((each) => ms >= each.ms);
  return unit === undefined ? `${Math.round(ms)} ms` : `${Math.floor(ms / unit.ms)} ${unit.name}`;
};

/**
 * How near a change is to the moment: fully counted before it, weakly after. It falls with the logarithm of the time between them, as
 * the difference between one minute and two says more than that between 40 and 41; at the end of the window it is 0.
 */
export const nearness = (time: string, { at, from, to }: Window): Weight => {
  const before = at - micros(time) / 1000;
  const away = Math.abs(before);
  const span = Math.max(grace, before >= 0 ? at - from : to - at);
  const near = Math.max(0, 1 - Math.log1p(away / grace) / Math.log1p(span / grace));
  return before >= 0 ? { value: near, why: `${spanText(away)} before` } : { value: near * afterwards, why: `${spanText(away)} after` };
};
