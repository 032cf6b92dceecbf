/**
 * Exchanges the token that the address may have for the session's cookie. Where that fails, the first question says why: the server
 * answers it with what to do.
 */
export const openSession = async (): Promise<void> => {
  const [, token] = /^#token=([\w-]+)$/.exec(location.hash) ?? [];
  if (token === undefined) return;
  history.replaceState(null, "", `${location.pathname}#/overview`);
  await fetch("api/v1/session", {
    method: "POST",
    credentials: "same-origin",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ token }),
  }).catch(() => {});
};
