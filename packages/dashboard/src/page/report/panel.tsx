import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { usePlace } from "../address/use-view.ts";
import { words } from "../words/safe-words.ts";

interface PanelProps {
  title: string;
  /** What a screen reader calls it: unique on its page. */
  label: string;
  /** null: nothing was asked for it. */
  query: string | null;
  wide?: boolean;
  /** The numbers behind a picture, for who cannot see it; null where the panel shows them itself. */
  data: ComponentChildren | null;
  children: ComponentChildren;
}

/** A frame around a chart or a table: its title, its query, its numbers, full screen. */
export const Panel = ({ title, label, query, wide = false, data, children }: PanelProps) => {
  const section = useRef<HTMLElement>(null);
  const [showsQuery, setShowsQuery] = useState(false);
  const [showsData, setShowsData] = useState(false);
  const [full, setFull] = useState(false);
  const { leads, to } = usePlace();
  useEffect(() => {
    if (!full) return;
    const onKey = (event: KeyboardEvent): void => {
      if (event.key === "Escape") setFull(false);
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, [full]);
  return (
    <section class={`panel${wide ? " wide" : ""}${full ? " full" : ""}`} aria-label={label} ref={section}>
      <header class="panel-head">
        <h2>{words(title)}</h2>
        <div class="panel-actions">
          {query !== null && (
            <button type="button" aria-expanded={showsQuery} onClick={() => setShowsQuery(!showsQuery)}>
              {showsQuery ? "Hide the query" : "Show the query"}
            </button>
          )}
          {data !== null && (
            <button type="button" aria-expanded={showsData} onClick={() => setShowsData(!showsData)}>
              {showsData ? "Hide the numbers" : "Numbers"}
            </button>
          )}
          <button type="button" aria-pressed={full} onClick={() => setFull(!full)}>
            {full ? "Close" : "Full screen"}
          </button>
        </div>
      </header>
      {query !== null && showsQuery && (
        <div class="panel-query">
          <pre tabIndex={0}>{words(query)}</pre>
          {leads && <a href={to({ page: "query", query })}>Open in query</a>}
        </div>
      )}
      <div class="panel-body">{children}</div>
      {data !== null && showsData && <div class="panel-data">{data}</div>}
    </section>
  );
};
