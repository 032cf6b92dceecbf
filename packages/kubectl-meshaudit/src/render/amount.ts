/** A whole number with its thousands apart: `2,435`. */
export const count = (amount: number): string => String(amount).replace(/\B(?=(\d{3})+$)/g, ",");

/** A number of things: `1 file`, `2,435 events`. */
export const counted = (amount: number, one: string, many = `${one}s`): string => `${count(amount)} ${amount === 1 ? one : many}`;

const units = ["kB", "MB", "GB", "TB", "PB"];

/** An amount of data: `512 bytes`, `2.3 MB`. */
export const bytes = (amount: number): string => {
  if (amount < 1000) return counted(amount, "byte");
  let value = amount;
  let unit = -1;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${value < 9.95 ? value.toFixed(1) : Math.round(value)} ${units[unit]}`;
};
