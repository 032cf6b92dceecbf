import { dirname, delimiter } from "node:path";
import type { Programs } from "./programs.ts";
import { runProgram, runWell, type Outcome, type RunOptions } from "./run-program.ts";
import type { UserName } from "./users.ts";

/** kubectl and Helm, as the users of a cluster. */
export interface Commands {
  /** PATH with kubectl and Helm of the cluster's version first. */
  path: string;
  /** Runs kubectl as a user, however it goes. */
  run(user: UserName, args: readonly string[], options?: RunOptions): Promise<Outcome>;
  /** Runs kubectl as a user. @throws Error unless it goes well. */
  kubectl(user: UserName, args: readonly string[], options?: RunOptions): Promise<Outcome>;
  /** Runs Helm as a user. @throws Error unless it goes well. */
  helm(user: UserName, args: readonly string[]): Promise<Outcome>;
}

/** @param home where they keep what they remember, so that nothing of the tester's own is used or written */
export const commandsOf = (programs: Programs, kubeconfig: string, home: string): Commands => {
  const path = [...new Set([dirname(programs.kubectl), dirname(programs.helm), process.env["PATH"] ?? ""])].join(delimiter);
  const at = (options: RunOptions = {}): RunOptions => ({ ...options, env: { PATH: path, HOME: home, ...options.env } });
  const as = (user: UserName, args: readonly string[]): string[] => ["--kubeconfig", kubeconfig, "--context", user, ...args];
  return {
    path,
    run: (user, args, options) => runProgram(programs.kubectl, as(user, args), at(options)),
    kubectl: (user, args, options) => runWell(programs.kubectl, as(user, args), at(options)),
    helm: (user, args) => runWell(programs.helm, ["--kubeconfig", kubeconfig, "--kube-context", user, ...args], at()),
  };
};
