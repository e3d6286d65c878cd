/** Shows a component in the test's real browser, with the app's texts and tokens. */
import { act, type ReactNode } from "react";
import { createRoot } from "react-dom/client";
import { addPlaceTexts, startTexts } from "#renderer/app/i18n.ts";
import "#renderer/app/tokens.css";
import "#renderer/app/base.css";

declare global {
  // React's switch for `act` in tests.
  // eslint-disable-next-line no-var -- a global is declared with var
  var IS_REACT_ACT_ENVIRONMENT: boolean;
}

/** Renders into a fresh place at the end of the body; the returned function takes it away again. */
export async function show(screen: ReactNode): Promise<{ place: HTMLElement; leave: () => Promise<void> }> {
  startTexts();
  await addPlaceTexts();
  globalThis.IS_REACT_ACT_ENVIRONMENT = true;
  const place = document.body.appendChild(document.createElement("div"));
  const root = createRoot(place);
  await act(async () => root.render(screen));
  return {
    place,
    leave: async () => {
      await act(async () => root.unmount());
      place.remove();
    },
  };
}
