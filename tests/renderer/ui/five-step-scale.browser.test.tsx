import { useState } from "react";
import { expect, test } from "vitest";
import { userEvent } from "vitest/browser";
import type { FiveSteps } from "#shared/domain/fields.ts";
import { FiveStepScale } from "#renderer/ui/FiveStepScale.tsx";
import { show } from "../../support/screen.tsx";

const WORDS = ["low", "heavy", "even", "light", "well"] as const;

function Asked({ onAnswer }: { onAnswer: (value: FiveSteps | null) => void }) {
  const [value, setValue] = useState<FiveSteps | null>(null);
  return (
    <FiveStepScale
      legend="How I was"
      words={WORDS}
      value={value}
      onChange={(answer) => {
        setValue(answer);
        onAnswer(answer);
      }}
    />
  );
}

test("one stop for Tab; the arrows answer, and Delete takes the answer back", async () => {
  const answers: (FiveSteps | null)[] = [];
  const { place, leave } = await show(<Asked onAnswer={(value) => answers.push(value)} />);
  const steps = [...place.querySelectorAll("input")];
  expect(steps.map((step) => step.closest("label")?.textContent)).toEqual([...WORDS]);

  await userEvent.tab();
  await userEvent.keyboard(" {ArrowRight}{ArrowRight}");
  expect(answers.at(-1)).toBe(2);
  expect(document.activeElement).toBe(steps[2]);
  expect(place.textContent).toContain("even");

  await userEvent.keyboard("{Delete}");
  expect(answers.at(-1)).toBeNull();
  expect(steps.some((step) => step.checked)).toBe(false);
  expect(place.textContent).toContain("not said");
  await leave();
});

test("a press on the chosen dot takes the answer back", async () => {
  const answers: (FiveSteps | null)[] = [];
  const { place, leave } = await show(<Asked onAnswer={(value) => answers.push(value)} />);
  const fourth = place.querySelectorAll("input")[3] as HTMLInputElement;
  await userEvent.click(fourth);
  await userEvent.click(fourth);
  expect(answers).toEqual([3, null]);
  await leave();
});
