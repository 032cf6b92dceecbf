import { randomUUID } from "node:crypto";
import { mkdir, open, readFile, realpath, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { MeshauditError } from "@meshaudit/core";
import { configFrom, type Config } from "./config.ts";
import { errorCode } from "../error-code.ts";

/** Where the config file lies, by a process's environment and home. Source: XDG Base Directory Specification. */
export const configPath = (env: { [name: string]: string | undefined }, home: string): string =>
  join(env["XDG_CONFIG_HOME"] || join(home, ".config"), "meshaudit", "config.yaml");

/**
 * The text of the config file; null when there is none.
 *
 * @throws MeshauditError `config-invalid`.
 */
export const readConfigText = async (path: string): Promise<string | null> => {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if (errorCode(error) === "ENOENT" || errorCode(error) === "ENOTDIR") return null;
    throw new MeshauditError("config-invalid", `the config file ${path} cannot be read (${errorCode(error)})`, {
      hint: "check its permissions",
      cause: error,
    });
  }
};

/**
 * The config file's contents; no file is a config without meshes.
 *
 * @throws MeshauditError `config-invalid`.
 */
export const readConfig = async (path: string): Promise<Config> => {
  const text = await readConfigText(path);
  if (text === null) return { meshes: [] };
  const { parse } = await import("yaml");
  try {
    // At "silent" it would pass over errors too.
    return configFrom(parse(text, { logLevel: "error" }), path);
  } catch (error) {
    if (error instanceof MeshauditError) throw error;
    const reason = error instanceof Error ? error.message.split("\n")[0] : "";
    throw new MeshauditError("config-invalid", `the config file ${path} is no YAML: ${reason}`, {
      hint: "mend it, or move it away and write a new one with: kubectl meshaudit use SOURCE",
      cause: error,
    });
  }
};

/**
 * Writes the config file whole or not at all, for its owner's eyes only: audit logs tell where secrets are. A link is followed.
 *
 * @throws MeshauditError `config-invalid`.
 */
export const writeConfigText = async (path: string, text: string): Promise<void> => {
  const target = await realpath(path).catch(() => path);
  const temporary = `${target}.${randomUUID()}.new`;
  try {
    await mkdir(dirname(target), { recursive: true, mode: 0o700 });
    const file = await open(temporary, "w", 0o600);
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, target);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw new MeshauditError("config-invalid", `the config file ${path} cannot be written (${errorCode(error)})`, {
      hint: "check the directory's permissions and free space, or set XDG_CONFIG_HOME",
      cause: error,
    });
  }
};
