import type { Locator } from "playwright-core";
import { shownText } from "./shown-text.ts";
import { runCommand } from "./palette.ts";
import type { Workbench } from "./workbench.ts";

const centre = ".notifications-center.visible";

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
  await page.locator(centre).waitFor();
  const found = await page.locator(`${centre} .notification-list-item`).evaluateAll((elements) =>
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

/** Waits for a message with a text, and returns the whole text. One that came while no toasts are shown is found in the centre. */
export const waitForNotification = async (workbench: Workbench, text: string | RegExp): Promise<string> => {
  const message = workbench.page.locator(".notification-list-item-message:visible").filter({ hasText: text }).first();
  const inSight = await message.waitFor({ timeout: 3_000 }).then(
    () => true,
    () => false,
  );
  if (!inSight) await runCommand(workbench, "Notifications: Show Notifications");
  await message.waitFor();
  const whole = shownText(await message.innerText());
  if (!inSight) await runCommand(workbench, "Notifications: Hide Notifications");
  return whole;
};

/** Presses a button of a message, in its toast or, when that is gone, in the notification centre. */
export const pressNotificationButton = async (workbench: Workbench, text: string | RegExp, button: string): Promise<void> => {
  const { page } = workbench;
  const message = (place: string): Locator => page.locator(`${place} .notification-list-item`).filter({ hasText: text }).first();
  const toast = message(".notifications-toasts");
  if (await toast.isVisible()) {
    await toast.getByRole("button", { name: button, exact: true }).click();
    return;
  }
  await runCommand(workbench, "Notifications: Show Notifications");
  await message(centre).getByRole("button", { name: button, exact: true }).click();
  await runCommand(workbench, "Notifications: Hide Notifications");
};

/** Clears all messages. */
export const clearNotifications = (workbench: Workbench): Promise<void> => runCommand(workbench, "Notifications: Clear All Notifications");
