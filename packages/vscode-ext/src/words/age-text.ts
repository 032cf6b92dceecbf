import { shortDate, type Clock } from "@meshaudit/client";
import * as l10n from "@vscode/l10n";

type Unit = "now" | "second" | "minute" | "hour" | "day" | "month" | "year";

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;
const month = 30.4375 * day;
const year = 12 * month;

/** What an age counts in: a unit stands from two of it, so that no text needs a singular. */
const inUnits = (length: number): [amount: number, unit: Unit] => {
  if (length < 2 * second) return [0, "now"];
  if (length < 2 * minute) return [Math.floor(length / second), "second"];
  if (length < 3 * hour) return [Math.floor(length / minute), "minute"];
  if (length < 2 * day) return [Math.floor(length / hour), "hour"];
  if (length < 2 * month) return [Math.floor(length / day), "day"];
  if (length < 2 * year) return [Math.floor(length / month), "month"];
  return [Math.floor(length / year), "year"];
};

/** An age in words, as blame says it: `3 days ago`. `instant` is in ms since the epoch; one in the future (clocks differ) is a date. */
export const ageText = (instant: number, clock: Clock): string => {
  if (!Number.isFinite(instant)) return l10n.t("at an unknown time");
  if (instant > clock.now + minute) return l10n.t("on {0}", shortDate(instant, clock));
  const [amount, unit] = inUnits(clock.now - instant);
  switch (unit) {
    case "now":
      return l10n.t("just now");
    case "second":
      return l10n.t("{0} seconds ago", amount);
    case "minute":
      return l10n.t("{0} minutes ago", amount);
    case "hour":
      return l10n.t("{0} hours ago", amount);
    case "day":
      return l10n.t("{0} days ago", amount);
    case "month":
      return l10n.t("{0} months ago", amount);
    case "year":
      return l10n.t("{0} years ago", amount);
  }
};

/** The same where there is little room: `3 d`. */
export const shortAge = (instant: number, clock: Clock): string => {
  if (!Number.isFinite(instant)) return "?";
  if (instant > clock.now + minute) return shortDate(instant, clock);
  const [amount, unit] = inUnits(clock.now - instant);
  switch (unit) {
    case "now":
      return l10n.t("now");
    case "second":
      return l10n.t("{0} s", amount);
    case "minute":
      return l10n.t("{0} min", amount);
    case "hour":
      return l10n.t("{0} h", amount);
    case "day":
      return l10n.t("{0} d", amount);
    case "month":
      return l10n.t("{0} mo", amount);
    case "year":
      return l10n.t("{0} y", amount);
  }
};
