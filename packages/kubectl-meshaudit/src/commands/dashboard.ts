import * as Flags from "@oclif/core/flags";
import { MeshCommand } from "../cli/mesh-command.ts";
import { serveDashboard } from "../cli/serve-dashboard.ts";
import { outputFlags, sourceFlags } from "../kubectl/flags.ts";

export default class Dashboard extends MeshCommand {
  static override usage = "dashboard [--from SOURCE] [--port N] [--no-open] [flags]";
  static override description =
    "The four reports, the objects on a timeline, their histories and queries as pages in a browser. It listens on this machine only, asks nobody else, and opens once: its address has a token that the first browser uses up. Ctrl-C ends it.";
  static override examples = [
    { description: "Look at a log", command: "kubectl meshaudit dashboard --from audit.log" },
    { description: "On a machine without a browser: print the address only", command: "kubectl meshaudit dashboard --no-open --port 8090" },
  ];
  static override flags = {
    from: sourceFlags.from,
    port: Flags.integer({ summary: "the port to listen on (default: one that is free)", helpValue: "N", min: 0, max: 65_535, default: 0 }),
    "no-open": Flags.boolean({ summary: "print the address and open no browser" }),
    timeout: Flags.string({ summary: "how long one query may take", helpValue: "TIME", default: "60s" }),
    color: outputFlags.color,
  };

  async run(): Promise<void> {
    const { flags } = await this.parse(Dashboard);
    await this.working((work) => serveDashboard(flags, work), 2000);
  }
}
