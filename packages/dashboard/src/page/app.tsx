import { useEffect, useState } from "preact/hooks";
import type { MeshInfo } from "../protocol/api.ts";
import { PlaceProvider, useAddress } from "./address/use-view.ts";
import { useAnswer } from "./ask/use-answer.ts";
import { editorApi } from "./editor/editor-api.ts";
import { EventDrawer } from "./event/event-drawer.tsx";
import { FilterBar } from "./frame/filter-bar.tsx";
import { Header } from "./frame/header.tsx";
import { useKeptChoice } from "./frame/kept-choice.ts";
import { ErrorNotice } from "./frame/notice.tsx";
import { SignIn } from "./frame/sign-in.tsx";
import { showTheme, themes } from "./frame/theme.ts";
import { ZoneProvider } from "./frame/zone.ts";
import { ChangeDrawer } from "./object/change-drawer.tsx";
import { ObjectPage } from "./object/object-page.tsx";
import { QueryPage } from "./query/query-page.tsx";
import { ReportPage } from "./report/report-page.tsx";
import { TimelinePage } from "./timeline/timeline-page.tsx";
import { pageTitles } from "./words/titles.ts";

const every = 10_000;

/** The dashboard. */
export const App = () => {
  const [moment, setMoment] = useState(() => Date.now());
  const [live, setLive] = useState(false);
  const [theme, setTheme] = useKeptChoice("theme", themes);
  const [zone, setZone] = useKeptChoice("zone", ["local", "utc"]);
  const place = useAddress(moment);
  const { view } = place;
  const { answer: info, error } = useAnswer<MeshInfo>({ path: "mesh", parameters: new URLSearchParams(), body: null }, 0);
  useEffect(() => {
    if (editorApi === null) showTheme(theme);
  }, [theme]);
  useEffect(() => {
    document.title = `${pageTitles[view.page]} · meshaudit`;
  }, [view.page]);
  useEffect(() => {
    if (!live) return;
    const timer = setInterval(() => setMoment(Date.now()), every);
    return () => clearInterval(timer);
  }, [live]);
  return (
    <PlaceProvider value={place}>
      <ZoneProvider value={zone}>
        <a class="skip" href="#main" onClick={(event) => (event.preventDefault(), document.getElementById("main")?.focus())}>
          To the content
        </a>
        <Header
          info={info}
          theme={theme}
          setTheme={setTheme}
          zone={zone}
          setZone={setZone}
          live={live}
          setLive={setLive}
          refresh={() => setMoment(Date.now())}
        />
        {view.page !== "object" && info !== null && <FilterBar kinds={info?.kinds ?? []} />}
        <main id="main" tabIndex={-1}>
          {error?.code === "sign-in" ? (
            <SignIn />
          ) : error !== null ? (
            <ErrorNotice error={error} />
          ) : (
            info !== null && (
              <>
                {view.page === "timeline" && <TimelinePage />}
                {view.page === "query" && <QueryPage info={info} />}
                {view.page === "object" && <ObjectPage key={view.subject} />}
                {view.page !== "timeline" && view.page !== "query" && view.page !== "object" && (
                  <ReportPage key={view.page} report={view.page} />
                )}
              </>
            )
          )}
        </main>
        {view.request !== null && <EventDrawer key={view.request} auditID={view.request} />}
        {view.request === null && view.object !== null && view.change !== null && (
          <ChangeDrawer object={view.object} change={view.change} />
        )}
      </ZoneProvider>
    </PlaceProvider>
  );
};
