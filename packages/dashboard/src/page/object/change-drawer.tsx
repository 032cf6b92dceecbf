import type { ObjectHistory, ObjectHistoryList } from "@meshaudit/core";
import type { Told } from "../../protocol/api.ts";
import { usePlace } from "../address/use-view.ts";
import { useAnswer } from "../ask/use-answer.ts";
import { Drawer } from "../frame/drawer.tsx";
import { objectWords } from "../words/safe-words.ts";
import { ChangeWords } from "./change-words.tsx";
import { DiffView } from "./diff-view.tsx";

/** What one change changed, at the side of the page. */
export const ChangeDrawer = ({ object, change }: { object: string; change: string }) => {
  const { go, to, moment } = usePlace();
  const { answer } = useAnswer<Told<ObjectHistory | ObjectHistoryList>>(
    { path: "history", parameters: new URLSearchParams({ object }), body: null },
    moment,
  );
  const histories = answer === null ? [] : answer.result.kind === "ObjectHistoryList" ? answer.result.items : [answer.result];
  const told = histories.flatMap(({ changes }) => changes).find(({ id }) => id === change);
  return (
    <Drawer title="Change" onClose={() => go({ object: null, change: null })}>
      <p class="about">
        <bdi>{objectWords(object)}</bdi>
        <a href={to({ page: "object", subject: object, object: null, change })}>Its whole history</a>
      </p>
      <div class="told">{told !== undefined && <ChangeWords change={told} difference={null} />}</div>
      <DiffView object={object} from={change} to={null} />
    </Drawer>
  );
};
