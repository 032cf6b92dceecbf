const whole = new Intl.NumberFormat("en", { maximumFractionDigits: 2 });
const short = new Intl.NumberFormat("en", { notation: "compact", maximumFractionDigits: 1 });
const percent = new Intl.NumberFormat("en", { style: "percent", maximumFractionDigits: 1 });

/** A number with thin spaces between its thousands. */
export const numberText = (value: number): string => whole.format(value).replaceAll(",", "\u202f");

/** A number for an axis: 12K, 1.5M. */
export const shortNumber = (value: number): string => short.format(value);

/** A share of 0 to 1 as 12.5%. */
export const percentText = (share: number): string => percent.format(share);

/** A word in the number that it is said in: `1 row`, `2 rows`. */
export const counted = (count: number, one: string, many = `${one}s`): string => `${numberText(count)} ${count === 1 ? one : many}`;
