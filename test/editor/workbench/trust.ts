import { runCommand } from "./palette.ts";
import type { Workbench } from "./workbench.ts";

/** Waits until the workbench says that it is in Restricted Mode. */
export const waitForRestrictedMode = ({ page }: Workbench): Promise<void> =>
  page.locator('.part.statusbar [id="status.workspaceTrust"]').filter({ hasText: "Restricted Mode" }).waitFor();

/** Trusts the workspace, as a person does in the Workspace Trust editor, which is closed again. */
export const grantTrust = async (workbench: Workbench): Promise<void> => {
  await runCommand(workbench, "Workspaces: Manage Workspace Trust");
  const editor = workbench.page.locator(".workspace-trust-editor");
  await editor.getByRole("button", { name: "Trust", exact: true }).click();
  await workbench.page.locator(".workspace-trust-editor.trusted").waitFor();
  await runCommand(workbench, "View: Close Editor");
};
