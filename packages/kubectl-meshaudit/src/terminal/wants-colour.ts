/** What is asked of colour: by `--color`, by the environment, by where the output goes. */
export interface ColourWish {
  flag: "auto" | "always" | "never";
  env: { NO_COLOR?: string | undefined; FORCE_COLOR?: string | undefined; TERM?: string | undefined };
  isTerminal: boolean;
}

/**
 * Whether output is coloured: the flag, then NO_COLOR, then FORCE_COLOR, then a terminal that is not dumb.
 * Sources: no-color.org (any value but the empty one counts); force-color.org.
 */
export const wantsColour = ({ flag, env, isTerminal }: ColourWish): boolean => {
  if (flag !== "auto") return flag === "always";
  if (env.NO_COLOR) return false;
  if (env.FORCE_COLOR) return env.FORCE_COLOR !== "0" && env.FORCE_COLOR !== "false";
  return isTerminal && env.TERM !== "dumb";
};
