import { isIP } from "node:net";
import { parseTime, type Clock } from "@meshaudit/client";
import { kinds, MeshauditError, nearest, resolveType, type ReportFilters } from "@meshaudit/core";

import { networks } from "./network-names.ts";

/** The flags that narrow a report. */
export interface ReportFilterFlags {
  since?: string | undefined;
  until?: string | undefined;
  namespace?: string | undefined;
  by?: string | undefined;
  kind?: string | undefined;
  outcome?: "succeeded" | "failed" | "denied" | undefined;
  code?: number | undefined;
  network?: string | undefined;
  "no-system"?: boolean;
}

const networkOf = (text: string): ReportFilters["network"] => {
  const named = networks.find((name) => name === text.toLowerCase());
  if (named !== undefined) return named;
  const [, address = "", length] = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(text) ?? [];
  const bits = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1;
  if (Number(length ?? 0) <= bits) return { range: `${address}/${length ?? bits}` };
  const near = nearest(text, networks, 1);
  throw new MeshauditError("argument-invalid", `--network: "${text}" is no network`, {
    hint: `${near.length > 0 ? `did you mean ${near.join(" or ")}? ` : ""}It takes internet, intranet, or a range such as 10.0.0.0/8`,
  });
};

/** The kind that a word names, as manifests spell it; the word itself where that would name another kind too, or where it names several. */
const kindNamed = (word: string): string => {
  const [found, ...others] = resolveType(word);
  const name = found?.kind ?? null;
  return name === null || others.length > 0 || kinds.filter(({ kind }) => kind === name).length > 1 ? word : name;
};

const instant = (text: string | undefined, clock: Clock): string | null =>
  text === undefined ? null : new Date(parseTime(text, clock)).toISOString();

/**
 * What flags narrow a report to.
 *
 * @throws MeshauditError `argument-invalid`, `time-invalid`, `kind-unknown`.
 */
export const filtersOf = (flags: ReportFilterFlags, clock: Clock): ReportFilters => {
  const [from, to] = [instant(flags.since, clock), instant(flags.until, clock)];
  if (from !== null && to !== null && from > to) {
    throw new MeshauditError("argument-invalid", "--since is after --until", { hint: "turn them round" });
  }
  return {
    from,
    to,
    namespace: flags.namespace ?? null,
    by: flags.by ?? null,
    kind: flags.kind === undefined ? null : kindNamed(flags.kind),
    outcome: flags.outcome ?? "any",
    code: flags.code ?? null,
    network: flags.network === undefined ? null : networkOf(flags.network),
    system: flags["no-system"] !== true,
  };
};
