import type { FlagDescription } from "./command-description.ts";

/** Words as oclif takes them: a flag without a value may be given one by kubectl's users, `--all-namespaces=true`, which oclif does not know. */
export const withSwitches = (words: readonly string[], flags: readonly FlagDescription[]): string[] => {
  const end = words.indexOf("--");
  return words.flatMap((word, index) => {
    const [, flag = "", value = ""] = /^(-[A-Za-z]|--[\w-]+)=(true|false)$/.exec(word) ?? [];
    const isSwitch = flags.some((each) => each.value === null && (flag === `--${each.name}` || flag === `-${each.char}`));
    if (!isSwitch || (end !== -1 && index > end)) return [word];
    return value === "true" ? [flag] : [];
  });
};
