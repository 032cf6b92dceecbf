import { apiVersion } from "@meshaudit/core";
import { MeshCommand } from "../cli/mesh-command.ts";
import { packageVersion } from "../cli/package-version.ts";
import { outputFlags } from "../kubectl/flags.ts";

export default class Version extends MeshCommand {
  static override usage = "version [flags]";
  static override examples = [{ description: "What to write into a report of a bug", command: "kubectl meshaudit version" }];
  static override flags = { ...outputFlags };

  async run(): Promise<void> {
    const { flags } = await this.parse(Version);
    const versions = {
      apiVersion,
      kind: "Versions",
      plugin: packageVersion,
      results: apiVersion,
      node: process.version,
      platform: `${process.platform}-${process.arch}`,
    };
    const table = () => [
      `plugin    ${versions.plugin}`,
      `results   ${versions.results}`,
      `node      ${versions.node}`,
      `platform  ${versions.platform}`,
    ];
    await this.print(versions, { table }, flags);
  }
}
