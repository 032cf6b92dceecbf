import { eventLine, noEvents, realDisk, sourceOfProject } from "@meshaudit/core";
import { parseTime } from "@meshaudit/client";
import * as Flags from "@oclif/core/flags";
import { MeshCommand } from "../cli/mesh-command.ts";
import { askedProject, scratchEngine } from "../cli/open-store.ts";
import { outputFlags } from "../kubectl/flags.ts";
import { storeFlags } from "../kubectl/store-flags.ts";
import { writeOut } from "../terminal/streams.ts";

export default class StoreExport extends MeshCommand {
  static override usage = "store export [--store ROOT] [--mesh ID] [--since TIME] [--until TIME]";
  static override description =
    "Writes the stored events as an audit log, one JSON event a line, as the API server writes it, secrets redacted. Every tool that reads audit logs reads it.";
  static override examples = [
    {
      description: "A day of events for an auditor",
      command: "kubectl meshaudit store export --since '2d ago' --until '1d ago' | gzip > day.log.gz",
    },
    {
      description: "Into another store",
      command: "kubectl meshaudit store export --mesh prod | kubectl meshaudit ingest - --store /backup --mesh prod",
    },
  ];
  static override flags = {
    ...storeFlags,
    since: Flags.string({ summary: "events since this time: 14:05, yesterday 14:05, 2h, RFC 3339", helpValue: "TIME" }),
    until: Flags.string({ summary: "events until this time", helpValue: "TIME" }),
    utc: outputFlags.utc,
  };

  async run(): Promise<void> {
    const { flags } = await this.parse(StoreExport);
    const clock = this.clock(flags);
    const disk = realDisk();
    const project = await askedProject(disk, flags);
    const { index } = sourceOfProject(project.paths.project, project, { disk, engine: () => scratchEngine() });
    const span = {
      from: flags.since === undefined ? null : parseTime(flags.since, clock),
      to: flags.until === undefined ? null : parseTime(flags.until, clock),
    };
    await this.working(async ({ signal }) => {
      const events = index?.events({ ...noEvents, everything: true, ...span }, signal) ?? [];
      for await (const batch of events) await writeOut(batch.map(eventLine).join(""));
    });
  }
}
