import { execFileSync } from "node:child_process";
import { Unavailable } from "./unavailable.ts";

/**
 * Runs the Go command in a folder; what it says of its progress goes to stderr.
 *
 * @returns what it printed
 * @throws Unavailable where there is no Go, or where Go fails: the module proxy may be out of reach.
 */
export const runGo = (folder: string, args: readonly string[]): string => {
  const env = { ...process.env, CGO_ENABLED: "0", GOWORK: "off" };
  try {
    return execFileSync("go", args, { cwd: folder, env, encoding: "utf8", stdio: ["ignore", "pipe", 2], maxBuffer: 1 << 26 });
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") {
      throw new Unavailable("Go is not on the PATH: install it (https://go.dev/dl), or point KUBEBUILDER_ASSETS at binaries", {
        beyondReach: true,
      });
    }
    throw new Unavailable(`go ${args[0]} failed in ${folder}: see above`, { beyondReach: false });
  }
};
