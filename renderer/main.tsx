/** The composition root: the one place where the page's parts are made and put together. */
import { createRoot } from "react-dom/client";
import { App } from "./app/App.tsx";
import { startTexts } from "./app/i18n.ts";
import { applyAppearance, readAppearance } from "./app/theme.ts";
import { TooOld } from "./app/TooOld.tsx";
import { host } from "./host/host.ts";
import { startJournal } from "./store/journal.ts";
import { JournalProvider } from "./store/use-journal.tsx";
import "./app/fonts.css";
import "./app/tokens.css";
import "./app/base.css";

applyAppearance(readAppearance());
startTexts();

const root = document.getElementById("root");
if (root === null) throw new Error("index.html has no root");

if ("Temporal" in globalThis) await openWindow(root);
else createRoot(root).render(<TooOld />);

async function openWindow(root: HTMLElement): Promise<void> {
  const shell = host();
  const journal = startJournal(shell, {
    now: () => Date.now(),
    timeZone: () => Intl.DateTimeFormat().resolvedOptions().timeZone,
  });
  // `npm start -- --demo`. A journal of one's own waits behind the sample.
  const sampleFirst = new URLSearchParams(location.search).has("demo");
  createRoot(root).render(
    <JournalProvider journal={journal}>
      <App shell={shell} sampleFirst={sampleFirst} />
    </JournalProvider>,
  );
  await journal.look();
}
