import type { FrameLocator } from "playwright-core";
import type { Workbench } from "./workbench.ts";

/** The document of the extension within the webview in sight, which VS Code wraps in a frame of its own. */
export const webview = ({ page }: Workbench): FrameLocator =>
  page.frameLocator("iframe.webview.ready:visible").frameLocator("iframe#active-frame");
