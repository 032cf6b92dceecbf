import { render } from "preact";
import { App } from "./app.tsx";
import { openSession } from "./ask/open-session.ts";
import { fetchTransport, TransportProvider } from "./ask/transport.ts";
import { liveInEditor } from "./editor/live-in-editor.ts";

const root = document.getElementById("app");

const inEditor = liveInEditor();

// The token in the address is exchanged before anything is asked, and is gone from the address then.
if (inEditor === null) await openSession();
if (root !== null) {
  render(
    <TransportProvider value={inEditor ?? fetchTransport}>
      <App />
    </TransportProvider>,
    root,
  );
}
