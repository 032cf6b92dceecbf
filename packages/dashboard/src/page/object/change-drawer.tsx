import { usePlace } from "../address/use-view.ts";
import { Drawer } from "../frame/drawer.tsx";
import { objectWords } from "../words/safe-words.ts";
import { DiffView } from "./diff-view.tsx";

/** What one change changed, at the side of the page. */
export const ChangeDrawer = ({ object, change }: { object: string; change: string }) => {
  const { go, to } = usePlace();
  return (
    <Drawer title="Change" onClose={() => go({ object: null, change: null })}>
      <p class="about">
        <bdi>{objectWords(object)}</bdi>
        <a href={to({ page: "object", subject: object, object: null, change })}>Its whole history</a>
      </p>
      <DiffView object={object} from={change} to={null} />
    </Drawer>
  );
};
