import { count } from "../amount.ts";

/** How an amount stands to the one before: `▲ 12 %`, `▼ 5 %`, `▲ from 0`, `=`. */
export const changeSince = (amount: number, before: number): string => {
  if (amount === before) return "=";
  const arrow = amount > before ? "▲" : "▼";
  if (before === 0) return `${arrow} from 0`;
  const share = Math.abs(amount - before) / before;
  if (share >= 10) return `${arrow} ${count(Math.round(amount / before))} x`;
  return `${arrow} ${share < 0.01 ? "<1" : Math.round(share * 100)} %`;
};
