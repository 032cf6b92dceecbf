import { Drawer } from "../frame/drawer.tsx";
import { JsonTree } from "../event/json-tree.tsx";
import type { Row } from "../table/sort-rows.ts";

/** One row in full. */
export const RowDrawer = ({ row, onClose }: { row: Row; onClose: () => void }) => (
  <Drawer title="Row" onClose={onClose}>
    <JsonTree value={row} />
  </Drawer>
);
