import type { Command } from "@oclif/core/command";
import type { CommandId } from "./command-list.ts";

/** The commands' files: only the asked one is loaded. */
export const commandLoaders: { [id in CommandId]: () => Promise<{ default: Command.Class }> } = {
  "who-changed": () => import("../commands/who-changed.ts"),
  "what-changed": () => import("../commands/what-changed.ts"),
  blame: () => import("../commands/blame.ts"),
  history: () => import("../commands/history.ts"),
  diff: () => import("../commands/diff.ts"),
  event: () => import("../commands/event.ts"),
  dashboard: () => import("../commands/dashboard.ts"),
  query: () => import("../commands/query.ts"),
  "report overview": () => import("../commands/report-overview.ts"),
  "report user": () => import("../commands/report-user.ts"),
  "report kinds": () => import("../commands/report-kinds.ts"),
  "report kind": () => import("../commands/report-kind.ts"),
  show: () => import("../commands/show.ts"),
  restore: () => import("../commands/restore.ts"),
  ingest: () => import("../commands/ingest.ts"),
  serve: () => import("../commands/serve.ts"),
  logs: () => import("../commands/logs.ts"),
  "store status": () => import("../commands/store-status.ts"),
  "store verify": () => import("../commands/store-verify.ts"),
  "store export": () => import("../commands/store-export.ts"),
  "store compact": () => import("../commands/store-compact.ts"),
  "store recreate": () => import("../commands/store-recreate.ts"),
  use: () => import("../commands/use.ts"),
  kinds: () => import("../commands/kinds.ts"),
  completion: () => import("../commands/completion.ts"),
  version: () => import("../commands/version.ts"),
};
