import type { ReportFilters } from "@meshaudit/core";
import { useState } from "preact/hooks";
import { noFilters } from "../../protocol/report-parameters.ts";
import { usePlace } from "../address/use-view.ts";
import { words } from "../words/safe-words.ts";
import { inputTime, timeOfInput } from "../words/times.ts";
import { useZone } from "./zone.ts";

const spans = [
  ["", "All that is known"],
  ["15m", "Last 15 minutes"],
  ["1h", "Last hour"],
  ["24h", "Last 24 hours"],
  ["7d", "Last 7 days"],
  ["30d", "Last 30 days"],
  ["own", "From … to …"],
] as const;

const networks = [
  ["", "Any network"],
  ["internet", "The Internet"],
  ["intranet", "Intranet"],
] as const;

interface FieldProps {
  label: string;
  value: string | null;
  list?: string;
  onChange(value: string | null): void;
}

const TextField = ({ label, value, list, onChange }: FieldProps) => (
  <label class="field">
    <span>{label}</span>
    <input
      type="text"
      value={value ?? ""}
      list={list}
      placeholder="any"
      autocomplete="off"
      spellcheck={false}
      onChange={(event) => onChange(event.currentTarget.value.trim() === "" ? null : event.currentTarget.value.trim())}
    />
  </label>
);

/** Which filters narrow the view, as short words, each with the view without it. */
const narrowing = (filters: ReportFilters): [string, Partial<ReportFilters>][] => [
  ...(filters.namespace === null ? [] : [[`namespace ${filters.namespace}`, { namespace: null }] as [string, Partial<ReportFilters>]]),
  ...(filters.by === null ? [] : [[`user ${filters.by}`, { by: null }] as [string, Partial<ReportFilters>]]),
  ...(filters.kind === null ? [] : [[`kind ${filters.kind}`, { kind: null }] as [string, Partial<ReportFilters>]]),
  ...(filters.outcome === "any" ? [] : [[filters.outcome, { outcome: "any" }] as [string, Partial<ReportFilters>]]),
  ...(filters.code === null ? [] : [[`code ${filters.code}`, { code: null }] as [string, Partial<ReportFilters>]]),
  ...(filters.network === null
    ? []
    : [
        [`from ${typeof filters.network === "string" ? filters.network : filters.network.range}`, { network: null }] as [
          string,
          Partial<ReportFilters>,
        ],
      ]),
  ...(filters.system ? [] : [["without system components", { system: true }] as [string, Partial<ReportFilters>]]),
];

/** From here on the filters lie open; the style sheet has the same number. */
const wideEnough = 1100;

/** What the page is about: every filter is in its address. */
export const FilterBar = ({ kinds }: { kinds: readonly string[] }) => {
  const { view, go, to } = usePlace();
  const zone = useZone();
  const { filters, last, page } = view;
  const set = (changes: Partial<ReportFilters>): void => go({ filters: { ...filters, ...changes } });
  const own = last === null && (filters.from !== null || filters.to !== null);
  const isReport = page.startsWith("o") && page !== "object";
  const [open, setOpen] = useState(innerWidth >= wideEnough);
  const chips = narrowing(filters);
  const chooseSpan = (choice: string): void => {
    if (choice === "own")
      go({ last: null, filters: { ...filters, from: filters.from ?? new Date(Date.now() - 86_400_000).toISOString() } });
    else go({ last: choice === "" ? null : choice, filters: { ...filters, from: null, to: null } });
  };
  return (
    <div class="filters" role="search" aria-label="Filters">
      <div class="filter-row">
        <label class="field">
          <span>Time</span>
          <select value={own ? "own" : (last ?? "")} onChange={(event) => chooseSpan(event.currentTarget.value)}>
            {spans.map(([value, label]) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </select>
        </label>
        {own && (
          <>
            <label class="field">
              <span>From</span>
              <input
                type="datetime-local"
                step="0.001"
                value={inputTime(filters.from, zone)}
                onChange={(event) => set({ from: timeOfInput(event.currentTarget.value, zone) })}
              />
            </label>
            <label class="field">
              <span>To</span>
              <input
                type="datetime-local"
                step="0.001"
                value={inputTime(filters.to, zone)}
                onChange={(event) => set({ to: timeOfInput(event.currentTarget.value, zone) })}
              />
            </label>
          </>
        )}
        {page !== "query" && (
          <>
            <button type="button" class="more-filters" aria-expanded={open} aria-controls="filter-fields" onClick={() => setOpen(!open)}>
              Filters{chips.length > 0 && ` (${chips.length})`}
            </button>
            <div class="filter-fields" id="filter-fields" hidden={!open}>
              <TextField label="Namespace" value={filters.namespace} onChange={(namespace) => set({ namespace })} />
              <TextField label="User" value={filters.by} onChange={(by) => set({ by })} />
              <TextField label="Kind" value={filters.kind} list="kinds" onChange={(kind) => set({ kind })} />
              <datalist id="kinds">
                {kinds.map((kind) => (
                  <option key={kind} value={kind} />
                ))}
              </datalist>
              {isReport && (
                <>
                  <label class="field">
                    <span>Outcome</span>
                    <select
                      value={filters.outcome}
                      onChange={(event) => set({ outcome: event.currentTarget.value as ReportFilters["outcome"] })}
                    >
                      <option value="any">Any outcome</option>
                      <option value="succeeded">Succeeded</option>
                      <option value="failed">Failed</option>
                      <option value="denied">Denied</option>
                    </select>
                  </label>
                  <TextField
                    label="Status code"
                    value={filters.code === null ? null : String(filters.code)}
                    onChange={(code) => set({ code: code !== null && /^[1-5]\d\d$/.test(code) ? Number(code) : null })}
                  />
                  <label class="field">
                    <span>Source network</span>
                    <select
                      value={typeof filters.network === "string" ? filters.network : ""}
                      onChange={(event) =>
                        set({
                          network:
                            (networks.find(([value]) => value === event.currentTarget.value && value !== "")?.[0] as
                              | "internet"
                              | "intranet"
                              | undefined) ?? null,
                        })
                      }
                    >
                      {networks.map(([value, label]) => (
                        <option key={value} value={value}>
                          {label}
                        </option>
                      ))}
                    </select>
                  </label>
                  <TextField
                    label="Address range"
                    value={filters.network !== null && typeof filters.network === "object" ? filters.network.range : null}
                    onChange={(range) => set({ network: range === null ? null : { range } })}
                  />
                  <label class="inline">
                    <input type="checkbox" checked={filters.system} onChange={() => set({ system: !filters.system })} /> System components
                  </label>
                </>
              )}
            </div>
          </>
        )}
        {isReport && (
          <label class="inline">
            <input type="checkbox" checked={view.compare} onChange={() => go({ compare: !view.compare })} /> Compare with before
          </label>
        )}
      </div>
      {page !== "query" && chips.length > 0 && (
        <ul class="chips" aria-label="Filters in use">
          {chips.map(([label, without]) => (
            <li key={label}>
              <bdi>{words(label)}</bdi>
              <a href={to({ filters: { ...filters, ...without } })} aria-label={`Without ${label}`}>
                ✕
              </a>
            </li>
          ))}
          <li class="clear">
            <a href={to({ filters: { ...noFilters, from: filters.from, to: filters.to } })}>Clear</a>
          </li>
        </ul>
      )}
    </div>
  );
};
