import type { MeshInfo } from "../../protocol/api.ts";
import { pageNames, type PageName } from "../../protocol/view.ts";
import { usePlace } from "../address/use-view.ts";
import { editorApi } from "../editor/editor-api.ts";
import { words } from "../words/safe-words.ts";
import { pageTitles } from "../words/titles.ts";
import type { ZoneChoice } from "../words/times.ts";
import type { Theme } from "./theme.ts";

interface HeaderProps {
  info: MeshInfo | null;
  theme: Theme;
  setTheme(theme: Theme): void;
  zone: ZoneChoice;
  setZone(zone: ZoneChoice): void;
  live: boolean;
  setLive(live: boolean): void;
  refresh(): void;
}

const tabs = pageNames.filter((page) => page !== "object");

/** Whom a tab keeps what the last one was about: only the account or the kind goes. */
const Tabs = () => {
  const { view, to } = usePlace();
  const current = (page: PageName): boolean => view.page === page || (view.page === "object" && page === "timeline");
  return (
    <nav class="tabs" aria-label="Pages">
      {tabs.map((page) => (
        <a
          key={page}
          href={to({ page, subject: null, object: null, change: null, request: null, query: page === "query" ? view.query : null })}
          aria-current={current(page) ? "page" : undefined}
        >
          {pageTitles[page]}
        </a>
      ))}
    </nav>
  );
};

/** What every page begins with: the mesh, the tabs, how things are shown. */
export const Header = ({ info, theme, setTheme, zone, setZone, live, setLive, refresh }: HeaderProps) => (
  <header class="top">
    <div class="top-row">
      <a class="brand" href="#/overview">
        <svg viewBox="0 0 32 32" width="22" height="22" aria-hidden="true">
          <rect width="32" height="32" rx="7" class="brand-back" />
          <path d="M7 22V11l4.5 6L16 11v11M20 22h5M20 16.500h5M20 11h5" class="brand-line" />
        </svg>
        meshaudit
      </a>
      {info !== null && (
        <span class="mesh" title={words(info.sources.join("\n"))}>
          <bdi>{words(info.mesh ?? info.sources.map((source) => source.split("/").at(-1)).join(", "))}</bdi>
        </span>
      )}
      <span class="spacer" />
      <button type="button" class="tool" aria-pressed={live} onClick={() => setLive(!live)} title="Ask anew every 10 seconds">
        <span class={`live-dot${live ? " on" : ""}`} aria-hidden="true" /> Live
      </button>
      <button type="button" class="tool" onClick={refresh} aria-label="Ask anew" title="Ask anew">
        ↻
      </button>
      <button type="button" class="tool" onClick={() => setZone(zone === "utc" ? "local" : "utc")} title="The zone that times are shown in">
        {zone === "utc" ? "UTC" : "Local"}
      </button>
      {editorApi === null && (
        <label class="tool">
          <span class="hidden">Theme</span>
          <select value={theme} onChange={(event) => setTheme(event.currentTarget.value as Theme)} aria-label="Theme">
            <option value="system">System</option>
            <option value="light">Light</option>
            <option value="dark">Dark</option>
          </select>
        </label>
      )}
    </div>
    <Tabs />
  </header>
);
