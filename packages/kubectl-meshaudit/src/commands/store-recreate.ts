import { homedir } from "node:os";
import { configPath, readKubeContext, recreateProject, rememberSources } from "@meshaudit/client";
import { apiVersion, findProject, MeshauditError, realDisk } from "@meshaudit/core";
import { MeshCommand } from "../cli/mesh-command.ts";
import { kubeEnvironment } from "../cli/open-asked-session.ts";
import { retentionOf, storeRootOf } from "../cli/open-store.ts";
import { outputFlags } from "../kubectl/flags.ts";
import { retentionFlags, storeFlags } from "../kubectl/store-flags.ts";
import { renderRecreated } from "../render/recreated.ts";

export default class StoreRecreate extends MeshCommand {
  static override usage = "store recreate --mesh ID [--store ROOT] [flags]";
  static override description =
    "Makes a new project for a mesh whose project was deleted or cannot be read: named after the old one with the time behind it. The old one, if there is something left of it, stays where it is. The config file names the new one from then on; a running serve turns to it by itself.";
  static override examples = [
    { description: "After somebody deleted the store", command: "kubectl meshaudit store recreate --mesh prod --store /var/lib/meshaudit" },
  ];
  static override flags = { ...storeFlags, ...retentionFlags, ...outputFlags };

  async run(): Promise<void> {
    const { flags } = await this.parse(StoreRecreate);
    const disk = realDisk();
    const root = storeRootOf(flags);
    const old = await findProject(disk, root, flags.mesh ?? null).catch(() => null);
    const meshId = flags.mesh ?? old?.meshId;
    if (meshId === undefined)
      throw new MeshauditError("argument-invalid", "recreate needs the mesh whose project it is to make", { hint: "name it: --mesh ID" });
    const project = await recreateProject(disk, { root, meshId, retention: retentionOf(flags, old?.retention), now: Date.now() });
    const context = await readKubeContext(kubeEnvironment(flags.kubeconfig), flags.context);
    const path = configPath(process.env, homedir());
    const mesh = await rememberSources(path, { mesh: meshId, context: context?.name ?? null, sources: [project.paths.project] });
    const made = {
      apiVersion,
      kind: "RecreatedProject" as const,
      mesh,
      project: project.paths.project,
      old: old?.paths.project ?? null,
      config: path,
    };
    await this.print(made, { table: () => renderRecreated(made) }, flags);
  }
}
