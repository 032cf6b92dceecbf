import { homedir } from "node:os";
import { resolve } from "node:path";
import * as Flags from "@oclif/core/flags";
import { configPath, isCollector, readKubeContext, rememberSources } from "@meshaudit/client";
import { MeshauditError } from "@meshaudit/core";
import { MeshCommand } from "../cli/mesh-command.ts";
import { kubeEnvironment } from "../cli/open-asked-session.ts";
import { outputFlags } from "../kubectl/flags.ts";
import { renderUse } from "../render/use.ts";

export default class Use extends MeshCommand {
  static override strict = false;
  static override usage = "use SOURCE... [--mesh NAME] [flags]";
  static override description =
    "Reads the log to the end, or asks the collector, and if it is one, remembers it in the config file for the kubeconfig context in use. From then on the other commands need no --from.";
  static override examples = [
    { description: "The API server's log on a control-plane node", command: "kubectl meshaudit use /var/log/kubernetes/audit" },
    { description: "A collector, with a token in MESHAUDIT_TOKEN", command: "kubectl meshaudit use https://collector.example.com:8443" },
    { description: "A log of another mesh", command: "kubectl meshaudit use './exported/*.log.gz' --mesh staging --context staging" },
  ];
  static override flags = {
    mesh: Flags.string({ summary: "the mesh's name (default: the context's)", helpValue: "NAME" }),
    utc: outputFlags.utc,
    color: outputFlags.color,
  };

  async run(): Promise<void> {
    const { argv, flags } = await this.parse(Use);
    const sources = (argv as string[]).map((source) => (source === "-" || isCollector(source) ? source : resolve(source)));
    if (sources.length === 0)
      throw new MeshauditError("argument-invalid", "use needs a log to remember", { hint: "kubectl meshaudit use FILE" });
    if (sources.includes("-"))
      throw new MeshauditError("argument-invalid", "standard input cannot be remembered", { hint: "store it in a file, and name that" });
    const verification = await this.ask({ ...flags, from: sources }, async ({ session, config }) => {
      if (config !== null) return session.verify();
      // A collector's lines are not there to be read: that it answers is what can be told.
      await session.names([]);
      return null;
    });
    const context = await readKubeContext(kubeEnvironment(flags.kubeconfig), flags.context);
    const path = configPath(process.env, homedir());
    const mesh = await rememberSources(path, { mesh: flags.mesh ?? null, context: context?.name ?? null, sources });
    const used = { sources, verification, path, mesh, context: context?.name ?? null };
    await this.print(used, { table: (options) => renderUse(used, options) }, flags);
  }
}
