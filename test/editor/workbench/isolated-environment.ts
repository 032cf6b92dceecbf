import { join } from "node:path";

/** Of the environment, what would reach from the tester's own editor, Node or cluster into the tested one. */
const foreign = /^(VSCODE_|CODE_SERVER_|ELECTRON_|MESHAUDIT_|NODE_OPTIONS$|KUBECONFIG$|PASSWORD$|PORT$|XDG_|VITEST|VITE_)/;

/** The environment of an editor that knows nothing of the person who tests it: home, configuration and kubeconfig lie in `folder`. */
export const isolatedEnvironment = (folder: string): { [name: string]: string } => {
  const kept = Object.entries(process.env).flatMap(([name, value]) => (value === undefined || foreign.test(name) ? [] : [[name, value]]));
  return {
    ...Object.fromEntries(kept),
    HOME: join(folder, "home"),
    XDG_CONFIG_HOME: join(folder, "home", ".config"),
    XDG_DATA_HOME: join(folder, "home", ".local", "share"),
    XDG_CACHE_HOME: join(folder, "home", ".cache"),
    XDG_STATE_HOME: join(folder, "home", ".local", "state"),
    KUBECONFIG: join(folder, "home", ".kube", "config"),
    TMPDIR: join(folder, "tmp"),
    LANG: "C.UTF-8",
    TZ: "UTC",
  };
};
