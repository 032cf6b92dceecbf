import { join, resolve } from "node:path";
import { runProgram, type Outcome, type RunOptions } from "../control-plane/run-program.ts";

/** The built plugin. */
export const program = resolve(import.meta.dirname, "../../../packages/kubectl-meshaudit/bin/kubectl-meshaudit.cjs");

/** Where the command is run: a home of its own, and the cluster that it sees there. */
export interface Place {
  home: string;
  kubeconfig: string;
  path: string;
  /** What else is in its environment, such as a collector's token. */
  env?: NodeJS.ProcessEnv;
}

/** The plugin's environment in a place: nothing of the person's who runs the tests. */
export const environmentOf = ({ home, kubeconfig, path, env = {} }: Place): NodeJS.ProcessEnv => ({
  PATH: path,
  HOME: home,
  KUBECONFIG: kubeconfig,
  XDG_CONFIG_HOME: join(home, "config"),
  XDG_CACHE_HOME: join(home, "cache"),
  MESHAUDIT_FROM: undefined,
  ...env,
});

/** Runs the built plugin, as kubectl does. */
export const meshaudit = (place: Place, args: readonly string[], options: RunOptions = {}): Promise<Outcome> =>
  runProgram(process.execPath, [program, ...args], { ...options, env: { ...environmentOf(place), ...options.env } });
