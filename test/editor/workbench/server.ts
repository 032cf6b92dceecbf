import { spawn, type ChildProcess } from "node:child_process";
import { join } from "node:path";
import type { CodeServer } from "./code-server.ts";
import { isolatedEnvironment } from "./isolated-environment.ts";
import type { Places } from "./places.ts";

export interface ServerOptions {
  codeServer: CodeServer;
  extensionsFolder: string;
  /** Whether the workspace is trusted from the start, or the person is asked as by default. */
  trust: "trusted" | "ask";
  /** Added to the environment of the extension host. */
  env: { [name: string]: string };
}

/** A running code-server. */
export interface Server {
  url: string;
  process: ChildProcess;
  /** What it printed so far. */
  output: () => string;
  /** Ends it and all of its processes. */
  stop: () => Promise<void>;
}

const startTimeout = 60_000;

/** Starts code-server on a free port of the loopback interface, in a process group of its own. It keeps its data in `places`. */
export const startServer = async (places: Places, options: ServerOptions): Promise<Server> => {
  const child = spawn(options.codeServer.node, [options.codeServer.entry, ...serverArguments(places, options)], {
    env: { ...isolatedEnvironment(places), ...options.env },
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  let output = "";
  child.stdout.on("data", (data) => (output += data));
  child.stderr.on("data", (data) => (output += data));
  const kill = (signal: NodeJS.Signals): void => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, signal);
    } catch {
      // The group is gone already.
    }
  };
  const killNow = (): void => kill("SIGKILL");
  process.on("exit", killNow);
  const stop = async (): Promise<void> => {
    kill("SIGTERM");
    await Promise.race([exitOf(child), patience(5_000)]);
    killNow();
    process.off("exit", killNow);
  };
  try {
    return { url: await listening(child, () => output), process: child, output: () => output, stop };
  } catch (error) {
    await stop();
    throw error;
  }
};

const serverArguments = (places: Places, { extensionsFolder, trust }: ServerOptions): string[] => [
  "--auth=none",
  "--bind-addr=127.0.0.1:0",
  `--config=${join(places.data, "code-server.yaml")}`,
  `--user-data-dir=${places.data}`,
  `--extensions-dir=${extensionsFolder}`,
  "--disable-telemetry",
  "--disable-update-check",
  "--disable-getting-started-override",
  "--disable-proxy",
  // A test run that was killed leaves no server behind for long.
  "--idle-timeout-seconds=120",
  ...(trust === "trusted" ? ["--disable-workspace-trust"] : []),
];

const listening = (child: ChildProcess, output: () => string): Promise<string> =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`code-server did not start:\n${output()}`)), startTimeout);
    const look = (): void => {
      const url = /listening on (http:\/\/127\.0\.0\.1:\d+)/.exec(output())?.[1];
      if (url === undefined) return;
      clearTimeout(timer);
      resolve(url);
    };
    child.stdout?.on("data", look);
    child.once("error", reject);
    child.once("exit", (status) => {
      clearTimeout(timer);
      reject(new Error(`code-server ended with status ${status}:\n${output()}`));
    });
  });

const exitOf = (child: ChildProcess): Promise<void> =>
  new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve();
    else child.once("exit", () => resolve());
  });

const patience = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds).unref());
