const msOfDay = 86_400_000;
let lastDay = { number: Number.NaN, text: "" };

/** The UTC date of a time in ms since the epoch. */
export const dayOf = (time: number): string => {
  const number = Math.floor(time / msOfDay);
  if (number !== lastDay.number) lastDay = { number, text: new Date(number * msOfDay).toISOString().slice(0, 10) };
  return lastDay.text;
};
