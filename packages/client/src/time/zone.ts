/** A time zone, as far as times of day need it. */
export interface Zone {
  /** As it is written after a time of day: `UTC`, or "" for the reader's own. */
  label: string;
  /** Minutes east of UTC at an instant, in ms since the epoch. */
  offsetAt(instant: number): number;
}

export const utc: Zone = { label: "UTC", offsetAt: () => 0 };

/** The zone of this machine. */
export const localZone: Zone = { label: "", offsetAt: (instant) => -new Date(instant).getTimezoneOffset() };

/** A date and a time of day as a clock on the wall of some zone shows them. */
export interface WallTime {
  year: number;
  /** 1 to 12. */
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
  millisecond: number;
}

/** What a clock on the wall shows at an instant, in ms since the epoch. */
export const wallTimeAt = (instant: number, zone: Zone): WallTime => {
  const date = new Date(instant + zone.offsetAt(instant) * 60_000);
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
    millisecond: date.getUTCMilliseconds(),
  };
};

const asUtc = ({ year, month, day, hour, minute, second, millisecond }: WallTime): number =>
  Date.UTC(year, month - 1, day, hour, minute, second, millisecond);

/** Whether a calendar has the date and a day has the time. A day beyond the month's last would be another day. */
export const isWallTime = (wall: WallTime): boolean => {
  const back = new Date(asUtc(wall));
  return back.getUTCMonth() + 1 === wall.month && back.getUTCDate() === wall.day && wall.hour < 24 && wall.minute < 60 && wall.second < 60;
};

/**
 * The instant, in ms since the epoch, at which a clock on the wall shows a time. Where clocks go back and show it twice, the first;
 * where they go forward and never show it, the instant that would have shown it without the change.
 */
export const instantOf = (wall: WallTime, zone: Zone): number => {
  const guess = asUtc(wall);
  const before = guess - zone.offsetAt(guess - 86_400_000) * 60_000;
  if (asUtc(wallTimeAt(before, zone)) === guess) return before;
  const after = guess - zone.offsetAt(guess + 86_400_000) * 60_000;
  return asUtc(wallTimeAt(after, zone)) === guess ? after : before;
};
