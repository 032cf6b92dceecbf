const hour = 3_600_000;
const day = 24 * hour;

/** The oldest that each step still is, in ms; the last step has no end. */
const steps = [hour, day, 3 * day, 7 * day, 30 * day, 90 * day, 365 * day];

/** A colour for themes of each brightness. */
export interface HeatColour {
  light: string;
  dark: string;
}

/** From hot (just changed) to cold: each stands out from the background of its themes (contrast of 3:1 and more), also in high contrast. */
export const heatColours: readonly HeatColour[] = [
  { light: "#b3261e", dark: "#ff6b60" },
  { light: "#c2410c", dark: "#ff8f4d" },
  { light: "#a85d00", dark: "#ffb347" },
  { light: "#806600", dark: "#e6cf4f" },
  { light: "#4d7a1f", dark: "#a9c95c" },
  { light: "#1f7a68", dark: "#5fc9a8" },
  { light: "#2b6cb0", dark: "#5fb0e8" },
  { light: "#5a6480", dark: "#93a0c8" },
];

/** The step of an age in ms, 0 the hottest; null for a time that is not known. What lies in the future (clocks differ) is hot. */
export const heatOf = (age: number): number | null => {
  if (!Number.isFinite(age)) return null;
  const step = steps.findIndex((most) => age <= most);
  return step < 0 ? steps.length : step;
};

/** A bar for the gutter, as the address of an image. */
export const heatIcon = (colour: string): string =>
  `data:image/svg+xml;base64,${Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="16" height="16"><rect x="11" width="3" height="16" fill="${colour}"/></svg>`,
  ).toString("base64")}`;
