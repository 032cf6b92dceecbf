import { spawn } from "node:child_process";
import { MeshauditError } from "@meshaudit/core";

/** What opens a file or an address with the program that the person has set for it. */
const opener = (platform: NodeJS.Platform): [command: string, args: string[]] => {
  if (platform === "darwin") return ["open", []];
  // start takes a first argument in quotes for the title of a window.
  return platform === "win32" ? ["cmd", ["/c", "start", '""']] : ["xdg-open", []];
};

/**
 * Opens an address in the browser and does not wait for it to be closed.
 *
 * @throws MeshauditError where there is nothing to open it with: `what` is then to be opened by hand.
 */
export const openInBrowser = (what: string, platform: NodeJS.Platform): Promise<void> => {
  const [command, args] = opener(platform);
  return new Promise((resolve, reject) => {
    const child = spawn(command, [...args, what], { stdio: "ignore", detached: true });
    child.once("error", (cause) => {
      reject(
        new MeshauditError("argument-invalid", `no browser can be opened here: ${command} is not there`, { hint: `open ${what}`, cause }),
      );
    });
    child.once("spawn", () => {
      child.unref();
      resolve();
    });
  });
};
