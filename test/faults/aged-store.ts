import type { AuditEvent } from "../../packages/core/src/model/audit-event.ts";
import { commitsOfCheckpoint } from "../../packages/core/src/store/delta/checkpoint-table.ts";
import { simulatedDisk } from "../../packages/core/src/store/disk/testing/simulated-disk.ts";
import { createProject } from "../../packages/core/src/store/project.ts";
import { writerOn, type StoreWorld } from "./recovered-store.ts";
import { begin, keptDays, redactionKey } from "./store-life.ts";
import { newlyKnown } from "./store-known.ts";

/** A store that is two commits short of the one after which its log is summed up, and older files of it go. */
export const agedStore = async (world: StoreWorld): Promise<NonNullable<StoreWorld["begin"]>> => {
  const { root, meshId, nextEvent, textOf } = world;
  const disk = simulatedDisk();
  const project = await createProject(disk, {
    root,
    meshId,
    retention: { days: keptDays, bytes: null },
    // Long ago, so that what nobody reads any more may go.
    at: begin - 7_200_000,
    redactionKey,
    suffix: "",
  });
  const known = newlyKnown(project.paths.project);
  const sent: AuditEvent[] = [];
  const writer = await writerOn(world, disk, project, () => begin - 7_200_000);
  for (let commits = 0; commits < commitsOfCheckpoint - 3; commits++) {
    const time = new Date(begin - 86_400_000).toISOString().replace("Z", "000Z");
    const event = { ...nextEvent(begin), stageTimestamp: time };
    sent.push(event);
    known.acknowledged.set(event.auditID, textOf(event));
    await writer.append([event]);
    await writer.seal();
  }
  await writer.compact();
  return { disk: disk.afterKill(), known: [known], sent };
};
