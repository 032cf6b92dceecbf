import type { JsonValue } from "@meshaudit/core";
import { Drawer } from "../frame/drawer.tsx";
import { JsonTree } from "../event/json-tree.tsx";

/** One row, or the event in it, in full. */
export const RowDrawer = ({ value, onClose }: { value: JsonValue; onClose: () => void }) => (
  <Drawer title="Row" onClose={onClose}>
    <JsonTree value={value} />
  </Drawer>
);
