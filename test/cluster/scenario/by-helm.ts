import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { JsonValue } from "@meshaudit/core";
import { created, deleted, updated, type Recording } from "./recording.ts";

const template = `apiVersion: networking.istio.io/v1
kind: VirtualService
metadata:
  name: basket
spec:
  hosts: [basket]
  http:
    - route:
        - destination: {host: basket, subset: v1}
          weight: {{ sub 100 (int .Values.weight) }}
        - destination: {host: basket, subset: v2}
          weight: {{ .Values.weight }}
`;

/** The life of a Helm release. */
export const writeByHelm = async ({ act, plane }: Recording): Promise<void> => {
  const chart = join(plane.folder, "chart");
  mkdirSync(join(chart, "templates"), { recursive: true });
  writeFileSync(join(chart, "Chart.yaml"), "apiVersion: v2\nname: basket\nversion: 0.1.0\n");
  writeFileSync(join(chart, "values.yaml"), "weight: 10\n");
  writeFileSync(join(chart, "templates", "virtualservice.yaml"), template);

  const object = "virtualservices.networking.istio.io/bookinfo/basket";
  const client = { client: "helm" };
  const shift = (before: number, after: number): { [path: string]: [JsonValue, JsonValue] } => ({
    "spec.http[0].route[0].weight": [100 - before, 100 - after],
    "spec.http[0].route[1].weight": [before, after],
  });
  const helm = (...args: string[]) => plane.helm("ci-deployer", ["-n", "bookinfo", ...args]);
  await act("ci-deployer", [created(object, client)], () => helm("install", "basket", chart));
  await act("ci-deployer", [updated(object, shift(10, 40), client)], () => helm("upgrade", "basket", chart, "--set", "weight=40"));
  await act("ci-deployer", [updated(object, shift(40, 10), client)], () => helm("rollback", "basket", "1"));
  await act("ci-deployer", [deleted(object, client)], () => helm("uninstall", "basket"));
};
