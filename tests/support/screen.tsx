/** Shows a component in the test's real browser, with the app's texts and tokens. */
import { act, type ReactNode } from "react";
import { createRoot } from "react-dom/client";
import { addPlaceTexts, startTexts } from "#renderer/app/i18n.ts";
import "#renderer/app/tokens.css";
import "#renderer/app/base.css";

declare global {
  var IS_REACT_ACT_ENVIRONMENT: boolean;
}

/** Runs what renders until React is done. Between such calls React works as it does for people: events are real here. */
async function settled(work: () => void): Promise<void> {
  globalThis.IS_REACT_ACT_ENVIRONMENT = true;
  await act(async () => work());
  globalThis.IS_REACT_ACT_ENVIRONMENT = false;
}

/** Renders into a fresh place at the end of the body; `leave` takes it away again. */
export async function show(screen: ReactNode): Promise<{ place: HTMLElement; leave: () => Promise<void> }> {
  startTexts();
  await addPlaceTexts();
  const place = document.body.appendChild(document.createElement("div"));
  const root = createRoot(place);
  await settled(() => root.render(screen));
  return {
    place,
    leave: async () => {
      await settled(() => root.unmount());
      place.remove();
    },
  };
}
