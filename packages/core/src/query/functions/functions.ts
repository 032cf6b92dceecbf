import { addressFunctions } from "./address-functions.ts";
import { aggregateFunctions, windowFunctions } from "./aggregate-functions.ts";
import type { FunctionRule } from "./function-rule.ts";
import { jsonFunctions } from "./json-functions.ts";
import { textFunctions } from "./text-functions.ts";
import { timeFunctions } from "./time-functions.ts";
import { valueFunctions } from "./value-functions.ts";

/** The functions by subject, as the docs list them. */
export const functionGroups: readonly { title: string; functions: readonly FunctionRule[] }[] = [
  { title: "Text", functions: textFunctions },
  { title: "JSON", functions: jsonFunctions },
  { title: "Time", functions: timeFunctions },
  { title: "Numbers and other values", functions: valueFunctions },
  { title: "Addresses", functions: addressFunctions },
  { title: "Over the rows of a group", functions: aggregateFunctions },
  { title: "Over a window", functions: windowFunctions },
];

/** Every function of the language by its name: what is not here is refused. */
export const functions: ReadonlyMap<string, FunctionRule> = new Map(
  functionGroups.flatMap((group) => group.functions.map((rule) => [rule.name, rule] as const)),
);
