import { afterEach, expect, test } from "vitest";
import { applyAppearance, applyCovers, chooseAppearance, readAppearance } from "#renderer/app/theme.ts";
import "#renderer/app/tokens.css";
import "#renderer/app/base.css";

const token = (name: string): string => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const SYSTEM = { theme: "system", contrast: "system", text: "100" } as const;

/** A token's colour as painted, light-dark() resolved. */
function painted(name: string): string {
  const probe = document.body.appendChild(document.createElement("i"));
  probe.style.color = `var(${name})`;
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}

afterEach(() => {
  localStorage.clear();
  applyAppearance(SYSTEM);
});

test("a chosen theme beats the system's, and is there the next time", () => {
  chooseAppearance({ theme: "dark", contrast: "more", text: "150" });
  const dark = painted("--paper");
  expect(readAppearance()).toEqual({ theme: "dark", contrast: "more", text: "150" });
  expect(getComputedStyle(document.documentElement).fontSize).toBe("24px");
  chooseAppearance({ theme: "light", contrast: "more", text: "100" });
  expect(painted("--paper")).not.toBe(dark);
});

test("more contrast replaces hairlines and shadows", () => {
  const frame = token("--frame");
  applyAppearance({ theme: "light", contrast: "more", text: "100" });
  expect(token("--frame")).not.toBe(frame);
  expect(painted("--ink")).toBe("rgb(0, 0, 0)");
});

test("an appearance that is missing, foreign or no JSON is the system's", () => {
  for (const kept of ["", "{", "null", '{"theme":"sepia","contrast":"more","text":"100"}', '{"theme":"dark"}']) {
    localStorage.setItem("twofold.appearance", kept);
    expect(readAppearance()).toEqual(SYSTEM);
  }
});

test("the covers of the couple dress the window, and the second stays when only one is known", () => {
  applyCovers("mulberry", "lichen");
  const [a, b] = [painted("--a-fill"), painted("--b-fill")];
  applyCovers("umber", null);
  expect(painted("--a-fill")).not.toBe(a);
  expect(painted("--b-fill")).toBe(b);
});
