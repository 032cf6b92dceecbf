import { safeText } from "@meshaudit/client";

/** The new project, and what names it from now on. */
export const renderRecreated = ({
  mesh,
  project,
  old,
  config,
}: {
  mesh: string;
  project: string;
  old: string | null;
  config: string;
}): string[] => [
  `made ${safeText(project)}`,
  ...(old === null ? [] : [`the old one stays: ${safeText(old)}`]),
  `${safeText(config)}: mesh ${safeText(mesh)} is read from the new one`,
];
