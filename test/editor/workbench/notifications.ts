import { shownText } from "./shown-text.ts";
import { runCommand } from "./quick-input.ts";
import type { Workbench } from "./workbench.ts";

/** A message that the workbench shows or keeps in its notification centre. */
export interface Notification {
  severity: "info" | "warning" | "error";
  message: string;
  buttons: string[];
}

/** All messages that were not cleared yet, also those whose toast went away by itself. The newest first. */
export const notifications = async (workbench: Workbench): Promise<Notification[]> => {
  const { page } = workbench;
  await runCommand(workbench, "Notifications: Show Notifications");
  const centre = page.locator(".notifications-center.visible");
  await centre.waitFor();
  const found = await centre.locator(".notification-list-item").evaluateAll((elements) =>
    elements.map((element) => ({
      classes: element.querySelector(".notification-list-item-icon")?.className ?? "",
      message: element.querySelector(".notification-list-item-message")?.textContent ?? "",
      buttons: [...element.querySelectorAll(".notification-list-item-buttons-container .monaco-button")].map(
        (button) => button.textContent ?? "",
      ),
    })),
  );
  await runCommand(workbench, "Notifications: Hide Notifications");
  return found.map(({ classes, message, buttons }) => ({
    severity: classes.includes("codicon-error") ? "error" : classes.includes("codicon-warning") ? "warning" : "info",
    message: shownText(message),
    buttons,
  }));
};

/** Waits for a toast with a text, and returns the whole text. */
export const waitForNotification = async ({ page }: Workbench, text: string | RegExp): Promise<string> => {
  const message = page.locator(".notifications-toasts .notification-list-item-message").filter({ hasText: text }).first();
  await message.waitFor();
  return shownText(await message.innerText());
};

/** Presses a button of a toast that is in sight. */
export const pressNotificationButton = ({ page }: Workbench, text: string | RegExp, button: string): Promise<void> =>
  page
    .locator(".notifications-toasts .notification-list-item")
    .filter({ hasText: text })
    .getByRole("button", { name: button, exact: true })
    .click();

/** Clears all messages. */
export const clearNotifications = (workbench: Workbench): Promise<void> => runCommand(workbench, "Notifications: Clear All Notifications");
