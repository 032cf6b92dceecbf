import { functionsOf } from "./function-rule.ts";

/** Functions over the rows of a group; with OVER also over a window. */
export const aggregateFunctions = functionsOf("aggregate", [
  [
    "count(value)",
    "any?",
    "long",
    "how many rows, with a value that how many have it, with DISTINCT how many different ones; also count(*)",
  ],
  ["count_if(condition)", "boolean", "long", "how many rows meet it"],
  ["sum(number)", "number", "first", "the sum"],
  ["avg(number)", "number", "double", "the mean"],
  ["min(value)", "any", "first", "the least"],
  ["max(value)", "any", "first", "the greatest"],
  ["min_by(value, by)", "any any", "first", "the value where `by` is least"],
  ["max_by(value, by)", "any any", "first", "the value where `by` is greatest"],
  ["arbitrary(value)", "any", "first", "the value of some row, not NULL when there is such"],
  ["any_value(value)", "any", "first", "the same as arbitrary"],
  ["approx_distinct(value)", "any", "long", "about how many different ones, a few percent off"],
  ["approx_percentile(number, p)", "number number", "first", "about the p-th part from below: 0.5 is the median"],
  ["stddev(number)", "number", "double", "the standard deviation of a sample"],
  ["variance(number)", "number", "double", "the variance of a sample"],
  ["bool_and(condition)", "boolean", "boolean", "whether all rows meet it"],
  ["bool_or(condition)", "boolean", "boolean", "whether some row meets it"],
  ["array_agg(value)", "any", "array", "all values, as an array; ORDER BY may follow the value"],
  ["histogram(value)", "any", "map", "how many rows each value has, as a map"],
  ["compare(number, seconds, …)", "number number number*", "array", "[now, so many seconds before, now / before]: see below"],
]);

/** Functions of a row among others, with OVER only. */
export const windowFunctions = functionsOf("window", [
  ["row_number()", "", "long", "its number, from 1"],
  ["rank()", "", "long", "its rank, with gaps after equals"],
  ["dense_rank()", "", "long", "its rank, without gaps"],
  ["percent_rank()", "", "double", "its rank between 0 and 1"],
  ["ntile(n)", "whole", "long", "its part of n even ones"],
  ["lag(value, n, else)", "any whole? any?", "first", "the value n rows before"],
  ["lead(value, n, else)", "any whole? any?", "first", "the value n rows after"],
  ["first_value(value)", "any", "first", "the value of the window's first row"],
  ["last_value(value)", "any", "first", "the value of the window's last row"],
]);
