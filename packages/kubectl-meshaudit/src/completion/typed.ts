import type { FlagDescription } from "../cli/command-description.ts";

/** What a person has typed so far, told apart. */
export interface Typed {
  /** Words that are no flags. */
  words: string[];
  /** Values of flags, by long name. */
  values: Map<string, string[]>;
  /** Flags without a value. */
  switches: Set<string>;
  /** The word to complete. */
  last: string;
  /** The flag whose value the last word is; null: it is a word, or a flag itself. */
  valueOf: FlagDescription | null;
}

const flagOf = (word: string, flags: readonly FlagDescription[]): FlagDescription | null =>
  flags.find(({ name, char }) => word === `--${name}` || (char !== null && word === `-${char}`)) ?? null;

const add = (values: Map<string, string[]>, name: string, value: string): void =>
  void values.set(name, [...(values.get(name) ?? []), value]);

/** Tells apart what was typed after a command's name. The last word is the one to complete, empty when none was begun. */
export const readTyped = (argv: readonly string[], flags: readonly FlagDescription[]): Typed => {
  const typed: Typed = { words: [], values: new Map(), switches: new Set(), last: argv.at(-1) ?? "", valueOf: null };
  let open: FlagDescription | null = null;
  for (const word of argv.slice(0, -1)) {
    const [, name = word, value] = /^(--[^=]+|-[A-Za-z])=(.*)$/s.exec(word) ?? [];
    const flag = flagOf(name, flags);
    if (open !== null) {
      add(typed.values, open.name, word);
      open = null;
    } else if (flag === null) {
      if (!word.startsWith("-") || word === "-") typed.words.push(word);
    } else if (flag.value === null) typed.switches.add(flag.name);
    else if (value === undefined) open = flag;
    else add(typed.values, flag.name, value);
  }
  const [, name = "", begun = ""] = /^(--[^=]+)=(.*)$/s.exec(typed.last) ?? [];
  const assigned = flagOf(name, flags);
  if (open !== null) return { ...typed, valueOf: open };
  return assigned === null ? typed : { ...typed, valueOf: assigned, last: begun };
};
