import { render } from "preact";
import { App } from "./app.tsx";
import { openSession } from "./ask/open-session.ts";
import { fetchTransport, TransportProvider } from "./ask/transport.ts";

const root = document.getElementById("app");

// The token in the address is exchanged before anything is asked, and is gone from the address then.
await openSession();
if (root !== null) {
  render(
    <TransportProvider value={fetchTransport}>
      <App />
    </TransportProvider>,
    root,
  );
}
