import { useMemo, useState } from "preact/hooks";
import type { ObjectTimeline, TimelineList, Told } from "../../protocol/api.ts";
import { filterParameters } from "../../protocol/report-parameters.ts";
import { filtersAt } from "../../protocol/view.ts";
import { usePlace } from "../address/use-view.ts";
import { useAnswer } from "../ask/use-answer.ts";
import { EmptyNotice, ErrorNotice, Loading, Notes } from "../frame/notice.tsx";
import { counted } from "../words/numbers.ts";
import { Timeline } from "./timeline.tsx";

const fitsText = ({ object }: ObjectTimeline, text: string): boolean =>
  `${object.kind ?? object.resource} ${object.namespace}/${object.name}`.toLowerCase().includes(text.trim().toLowerCase());

/** The mesh's objects over time. */
export const TimelinePage = () => {
  const { view, moment, go } = usePlace();
  const [text, setText] = useState("");
  const parameters = filterParameters(filtersAt(view, moment));
  const { answer, error, loading } = useAnswer<Told<TimelineList>>({ path: "timelines", parameters, body: null }, moment);
  const all = answer?.result.items;
  const items = useMemo(() => (all ?? []).filter((item) => fitsText(item, text)), [all, text]);
  return (
    <>
      <div class="page-head">
        <h1>Timeline</h1>
        {loading && answer !== null && <span class="busy" role="status" aria-label="Loading" />}
      </div>
      {error !== null && <ErrorNotice error={error} />}
      {answer === null && loading && <Loading what="Reading the log …" />}
      {answer !== null && <Notes notes={answer.notes} />}
      {answer !== null && answer.result.items.length === 0 && (
        <EmptyNotice title="No object of the mesh changed.">Take a filter away, or a longer span.</EmptyNotice>
      )}
      {answer !== null && answer.result.items.length > 0 && (
        <>
          <div class="table-bar">
            <input
              type="search"
              placeholder="Filter objects"
              aria-label="Filter the objects"
              value={text}
              onInput={(event) => setText(event.currentTarget.value)}
            />
            <span class="table-count" role="status">
              {counted(items.length, "object")},{" "}
              {counted(
                items.reduce((sum, { changes }) => sum + changes.length, 0),
                "change",
              )}
            </span>
            <span class="spacer" />
            <div class="choice" role="group" aria-label="What colours the marks">
              <button type="button" aria-pressed={view.colour === "person"} onClick={() => go({ colour: "person" })}>
                By person
              </button>
              <button type="button" aria-pressed={view.colour === "risk"} onClick={() => go({ colour: "risk" })}>
                By risk
              </button>
            </div>
          </div>
          <Timeline items={items} colour={view.colour} />
        </>
      )}
    </>
  );
};
