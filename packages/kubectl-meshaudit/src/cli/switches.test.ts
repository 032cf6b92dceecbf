import { expect, it } from "vitest";
import type { FlagDescription } from "./command-description.ts";
import { withSwitches } from "./switches.ts";

const flag = (name: string, char: string | null, value: string | null): FlagDescription => ({
  name,
  char,
  value,
  summary: "",
  repeatable: false,
  options: [],
  defaultValue: null,
  group: null,
  hidden: false,
});

const flags = [flag("all-namespaces", "A", null), flag("output", "o", "FORMAT")];

it.each([
  [
    ["vs", "--all-namespaces=true"],
    ["vs", "--all-namespaces"],
  ],
  [["vs", "-A=false"], ["vs"]],
  [
    ["vs", "--output=true"],
    ["vs", "--output=true"],
  ],
  [
    ["vs", "--other=true"],
    ["vs", "--other=true"],
  ],
  [
    ["vs", "--", "-A=true"],
    ["vs", "--", "-A=true"],
  ],
])("%j is %j", (words, taken) => expect(withSwitches(words, flags)).toEqual(taken));
