import type { Truth } from "../../scenarios/truth.ts";
import type { ControlPlane } from "../control-plane/control-plane.ts";
import { loggedName } from "../control-plane/users.ts";
import { writeByClientLibrary } from "./by-client-library.ts";
import { writeByHelm } from "./by-helm.ts";
import { writeByKubectl } from "./by-kubectl.ts";
import { endObjects } from "./endings.ts";
import { refOf, virtualService } from "./objects.ts";
import { jsonPatch, record, updated, type Recording } from "./recording.ts";
import { beRefused } from "./refusals.ts";

/** Lets several people and a pipeline write the objects of a mesh in every way there is. Returns what they did. */
export const liveThrough = async (plane: ControlPlane): Promise<Truth> => {
  const recording = record(plane);
  await plane.kubectl("admin", ["create", "namespace", "bookinfo"]);
  await writeByKubectl(recording);
  await writeByClientLibrary(recording);
  await writeByHelm(recording);
  await endObjects(recording);
  await beRefused(recording);
  await breakRatings(recording);
  return recording.truth;
};

/** The incident that somebody asks about. */
const breakRatings = async ({ kubectl, truth }: Recording): Promise<void> => {
  const object = refOf(virtualService("ratings"));
  const fault = { abort: { httpStatus: 500, percentage: { value: 100 } } };
  await kubectl(
    "carol",
    ["patch", "vs", "ratings", ...jsonPatch({ op: "add", path: "/spec/http/0/fault", value: fault })],
    [updated(object, { "spec.http[0].fault.abort.httpStatus": [null, 500] })],
  );
  truth.incidents.push({ at: new Date().toISOString(), window: "5m", culprit: { object, user: loggedName("carol") } });
};
