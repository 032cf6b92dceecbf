import { join } from "node:path";
import type { Places } from "./places.ts";

/** Of the environment, what would reach from the tester's own editor, Node or cluster into the tested one. */
const foreign = /^(VSCODE_|CODE_SERVER_|ELECTRON_|MESHAUDIT_|NODE_OPTIONS$|KUBECONFIG$|PASSWORD$|PORT$|XDG_|VITEST|VITE_)/;

/** The environment of an editor that knows nothing of the person who tests it: it has a home of its own. */
export const isolatedEnvironment = ({ home, temporary }: Pick<Places, "home" | "temporary">): { [name: string]: string } => {
  const kept = Object.entries(process.env).flatMap(([name, value]) => (value === undefined || foreign.test(name) ? [] : [[name, value]]));
  return {
    ...Object.fromEntries(kept),
    HOME: home,
    XDG_CONFIG_HOME: join(home, ".config"),
    XDG_DATA_HOME: join(home, ".local", "share"),
    XDG_CACHE_HOME: join(home, ".cache"),
    XDG_STATE_HOME: join(home, ".local", "state"),
    KUBECONFIG: join(home, ".kube", "config"),
    TMPDIR: temporary,
    LANG: "C.UTF-8",
    TZ: "UTC",
  };
};
