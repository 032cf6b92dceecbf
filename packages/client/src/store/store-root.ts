import { join } from "node:path";

/** Where stores lie unless said otherwise, by a process's environment and home. Source: XDG Base Directory Specification. */
export const storeRoot = (env: { [name: string]: string | undefined }, home: string): string =>
  join(env["XDG_DATA_HOME"] || join(home, ".local", "share"), "meshaudit");

/** Where the key lies that signs a store's checkpoints: beside the configuration, outside of every store. */
export const signingKeyPath = (env: { [name: string]: string | undefined }, home: string): string =>
  join(env["XDG_CONFIG_HOME"] || join(home, ".config"), "meshaudit", "signing-key.pem");
