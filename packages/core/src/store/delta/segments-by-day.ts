/** Segments by the day of their events. */
export const segmentsByDay = <T extends { dt: string }>(segments: readonly T[]): Map<string, T[]> => {
  const days = new Map<string, T[]>();
  for (const segment of segments) {
    const ofDay = days.get(segment.dt);
    if (ofDay === undefined) days.set(segment.dt, [segment]);
    else ofDay.push(segment);
  }
  return days;
};
