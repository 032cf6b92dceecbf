import { join, resolve } from "node:path";
import { runProgram, type Outcome, type RunOptions } from "../control-plane/run-program.ts";

const program = resolve(import.meta.dirname, "../../../packages/kubectl-meshaudit/bin/kubectl-meshaudit.cjs");

/** Where the command is run: a home of its own, and the cluster that it sees there. */
export interface Place {
  home: string;
  kubeconfig: string;
  path: string;
}

/** The plugin's environment in a place: nothing of the person's who runs the tests. */
export const environmentOf = ({ home, kubeconfig, path }: Place): NodeJS.ProcessEnv => ({
  PATH: path,
  HOME: home,
  KUBECONFIG: kubeconfig,
  XDG_CONFIG_HOME: join(home, "config"),
  XDG_CACHE_HOME: join(home, "cache"),
  MESHAUDIT_FROM: undefined,
});

/** Runs the built plugin, as kubectl does. */
export const meshaudit = (place: Place, args: readonly string[], options: RunOptions = {}): Promise<Outcome> =>
  runProgram(process.execPath, [program, ...args], { ...options, env: { ...environmentOf(place), ...options.env } });
