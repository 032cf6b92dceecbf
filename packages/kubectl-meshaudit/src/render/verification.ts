import { safeText } from "@meshaudit/client";
import type { Rejection, Verification } from "@meshaudit/core";
import { bytes, count, counted } from "./amount.ts";

/** Where a piece that is no audit event stands, and why it is none. */
export const rejectionLine = ({ source, line, offset, bytes: size, reason }: Rejection): string =>
  `${safeText(source)}${line === null ? "" : `, line ${count(line)}`}, byte ${count(offset)} (${bytes(size)}): ${safeText(reason)}`;

/** What became of every line of the log. */
export const renderVerification = ({ read, events, duplicate, rejected, rejections, files, ...account }: Verification): string[] => [
  `verified ${bytes(account.bytes)} of ${counted(files.length, "file")}: ${count(read)} read = ${counted(events, "event")} + ${counted(duplicate, "duplicate")} + ${count(rejected)} rejected`,
  ...rejections.map((rejection) => `  rejected: ${rejectionLine(rejection)}`),
  ...(rejected > rejections.length ? [`  and ${count(rejected - rejections.length)} more`] : []),
];
