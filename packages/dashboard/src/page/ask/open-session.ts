/** Exchanges a token for the session's cookie, which scripts cannot read. Gives whether it was taken. */
export const exchangeToken = async (token: string): Promise<boolean> => {
  const headers = { "Content-Type": "application/json" };
  const asked = { method: "POST", credentials: "same-origin", headers, body: JSON.stringify({ token }) } as const;
  return await fetch("api/v1/session", asked).then(
    ({ ok }) => ok,
    () => false,
  );
};

/**
 * Exchanges the token that the address may have, which is gone from it then. Where that fails, the first question says why: the server
 * answers it with what to do.
 */
export const openSession = async (): Promise<void> => {
  const [, token] = /^#token=([\w-]+)$/.exec(location.hash) ?? [];
  if (token === undefined) return;
  history.replaceState(null, "", `${location.pathname}#/overview`);
  await exchangeToken(token);
};
