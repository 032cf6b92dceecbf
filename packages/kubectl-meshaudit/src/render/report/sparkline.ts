const steps = "▁▂▃▄▅▆▇█";

/** Amounts as a line of blocks. Nothing is the lowest block, and stays apart from the least that there is. */
export const sparkline = (amounts: readonly number[]): string => {
  const most = Math.max(...amounts);
  return amounts.map((amount) => steps[amount <= 0 ? 0 : Math.max(1, Math.round((amount / most) * (steps.length - 1)))] ?? "").join("");
};

const eighths = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];

/** A bar of a share, 0 to 1, of so many columns. What is more than nothing is seen. */
export const bar = (share: number, columns: number): string => {
  const parts = Math.round(Math.min(1, Math.max(0, share)) * columns * 8);
  if (share <= 0) return "";
  const whole = "█".repeat(Math.floor(parts / 8));
  return whole + (eighths[parts % 8] ?? "") || "▏";
};
