import { functionsOf } from "./function-rule.ts";

/** Functions of time. Text and parts of a time are those of the query's time zone, UTC unless set. */
export const timeFunctions = functionsOf("scalar", [
  ["from_unixtime(seconds)", "number", "timestamp", "the moment so many seconds after 1970"],
  ["to_unixtime(time)", "timestamp", "double", "the seconds since 1970"],
  ["from_iso8601_timestamp(text)", "timestamp", "timestamp", "a time as in 2026-11-24T12:00:00Z"],
  ["date_format(time, pattern)", "timestamp pattern", "text", "as text, with MySQL's pattern: %Y-%m-%d %H:%i:%s, %T"],
  ["date_parse(text, pattern)", "text pattern", "timestamp", "the time that a text tells; NULL when it does not fit"],
  ["date_trunc(unit, time)", "unit timestamp", "timestamp", "the beginning of its second, minute, hour, day, week, month, quarter, year"],
  ["date_add(unit, n, time)", "unit whole timestamp", "timestamp", "n units later"],
  ["date_diff(unit, from, to)", "unit timestamp timestamp", "long", "how many whole units lie between"],
  ["date(time)", "timestamp", "date", "its day"],
  ["year(time)", "timestamp", "long", "its year"],
  ["quarter(time)", "timestamp", "long", "its quarter, 1 to 4"],
  ["month(time)", "timestamp", "long", "its month, 1 to 12"],
  ["week(time)", "timestamp", "long", "its ISO week"],
  ["day(time)", "timestamp", "long", "its day of the month"],
  ["day_of_week(time)", "timestamp", "long", "its day of the week, 1 (Monday) to 7"],
  ["day_of_year(time)", "timestamp", "long", "its day of the year"],
  ["hour(time)", "timestamp", "long", "its hour"],
  ["minute(time)", "timestamp", "long", "its minute"],
  ["second(time)", "timestamp", "long", "its second"],
  ["now()", "", "timestamp", "when the query was asked; also current_timestamp"],
  [
    "time_series(time, step, pattern, padding)",
    "any literal pattern literal",
    "text",
    "times in steps such as '5m', with none missing: see below",
  ],
]);
