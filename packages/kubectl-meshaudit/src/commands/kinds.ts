import { apiVersion, kinds } from "@meshaudit/core";
import * as Flags from "@oclif/core/flags";
import { MeshCommand } from "../cli/mesh-command.ts";
import { outputFlags } from "../kubectl/flags.ts";
import { renderKinds } from "../render/kinds.ts";

export default class Kinds extends MeshCommand {
  static override usage = "kinds [--all-kinds] [flags]";
  static override description =
    "The kinds known by name: Istio's and the Gateway API's. Any other resource goes by its full name, such as certificates.cert-manager.io.";
  static override examples = [{ description: "The mesh's kinds and their short names", command: "kubectl meshaudit kinds" }];
  static override flags = { "all-kinds": Flags.boolean({ summary: "also Kubernetes' own kinds" }), ...outputFlags };

  async run(): Promise<void> {
    const { flags } = await this.parse(Kinds);
    const items = kinds.filter(({ mesh }) => mesh !== null || flags["all-kinds"]);
    await this.print({ apiVersion, kind: "KindList", items }, { table: (options) => renderKinds(items, options) }, flags);
  }
}
