/** One entry of the sample couple: which scene of their life, how long, in what form. */
import { type Day, daysBetween, mondayOf, weekOf } from "../base/time.ts";
import type { FiveSteps } from "../domain/fields.ts";
import type { RichBlock, RichInline, RichText } from "../domain/rich-text.ts";
import type { Chance } from "./chance.ts";
import { FLOURISHES, LISTS, type SampleName, type Scene, SCENES } from "./scenes.ts";
import { filled, type Filling } from "./sentences.ts";
import { type Season, SEASONS, WEATHER } from "./slots.ts";

/** What somebody wrote, without who, when and to which need. */
export interface WrittenEntry {
  readonly title: string;
  readonly body: RichText;
  readonly mood: FiveSteps | null;
  readonly feelings: string[];
  readonly tags: string[];
}

/** Entries differ in length as people's do. */
const LENGTHS = { line: 18, short: 34, middle: 30, long: 13, letter: 5 } as const;

/** Of so many scenes drawn, the one told longest ago is told. */
const SCENES_DRAWN = 4;

/** Writes entries one after another, and remembers what each of the two told lately. */
export function entryWriter(chance: Chance): (speaker: SampleName, day: Day) => WrittenEntry {
  const toldOn = new Map<string, Day>();

  function sceneFor(speaker: SampleName, day: Day): Scene {
    const weekday = daysBetween(mondayOf(weekOf(day)), day) + 1;
    const season = seasonOf(day);
    const fitting = SCENES.filter(
      ({ who, seasons, weekdays }) =>
        (who ?? speaker) === speaker && (seasons?.includes(season) ?? true) && (weekdays?.includes(weekday) ?? true),
    );
    const last = (scene: Scene): string => toldOn.get(`${speaker} ${SCENES.indexOf(scene)}`) ?? "";
    const drawn = Array.from({ length: SCENES_DRAWN }, () => chance.pick(fitting));
    const scene = drawn.reduce((oldest, other) => (last(other) < last(oldest) ? other : oldest));
    toldOn.set(`${speaker} ${SCENES.indexOf(scene)}`, day);
    return scene;
  }

  return (speaker, day) => {
    const filling: Filling = { chance, speaker };
    const say = (sentences: readonly string[]): string => filled(chance.deal(sentences), filling);
    const length = chance.weighed(LENGTHS);
    const scene = sceneFor(speaker, day);
    const blocks: RichBlock[] = [];
    const weather = chance.happens(length === "line" ? 0.5 : 0.3) ? [say(WEATHER[seasonOf(day)])] : [];
    switch (length) {
      case "line":
        blocks.push(paragraph([...weather, say(scene.opening)]));
        break;
      case "short":
        blocks.push(paragraph([...weather, say(scene.opening), say(scene.middle)]));
        break;
      case "middle":
        blocks.push(
          paragraph([...weather, say(scene.opening), say(scene.middle), say(scene.middle), say(scene.closing)]),
        );
        break;
      case "long":
      case "letter": {
        const scenes = [scene];
        while (!scene.wholeDay && scenes.length < (length === "letter" ? 3 : 2)) {
          const next = sceneFor(speaker, day);
          if (!next.wholeDay && !scenes.includes(next)) scenes.push(next);
        }
        const headed = scenes.length > 1 && (length === "letter" || chance.happens(0.3));
        if (weather.length > 0) blocks.push(paragraph(weather));
        for (const told of scenes) {
          if (headed) blocks.push(heading(chance.deal(told.titles)));
          blocks.push(paragraph([say(told.opening), say(told.middle)]));
          blocks.push(paragraph([say(told.middle), say(told.closing)], { stress: chance.happens(0.3) }));
        }
        break;
      }
    }
    if (length !== "line" && chance.happens(0.08)) blocks.push(...aList(chance, filling));
    if (chance.happens(0.05)) blocks.push(paragraph([say(FLOURISHES)]));
    const [least, most] = scene.mood;
    return {
      title: chance.happens(0.55) ? chance.deal(scene.titles) : "",
      body: { type: "doc", content: blocks },
      mood: chance.happens(0.8) ? (chance.whole(least, most) as FiveSteps) : null,
      feelings: chance.happens(0.7) ? someOf(chance, scene.feelings, chance.whole(1, 2)) : [],
      tags: chance.happens(0.6) ? [...scene.tags] : [],
    };
  };
}

/** Meteorological seasons of the northern half. */
function seasonOf(day: Day): Season {
  return SEASONS[Math.floor((Number(day.slice(5, 7)) % 12) / 3)] ?? "winter";
}

function paragraph(sentences: readonly string[], { stress = false } = {}): RichBlock {
  if (!stress || sentences.length < 2)
    return { type: "paragraph", content: [{ type: "text", text: sentences.join(" ") }] };
  const plain = sentences.slice(0, -1).join(" ");
  const last: RichInline = { type: "text", text: sentences.at(-1) ?? "", marks: [{ type: "italic" }] };
  return { type: "paragraph", content: [{ type: "text", text: `${plain} ` }, last] };
}

function heading(text: string): RichBlock {
  return { type: "heading", attrs: { level: 2 }, content: [{ type: "text", text }] };
}

function aList(chance: Chance, filling: Filling): RichBlock[] {
  const { head, items } = chance.deal(LISTS);
  const listed = someOf(chance, items, chance.whole(3, 5)).map((item) => ({
    type: "listItem" as const,
    content: [paragraph([filled(item, filling)])],
  }));
  return [
    paragraph([`${head}:`]),
    chance.happens(0.7)
      ? { type: "bulletList", content: listed }
      : { type: "orderedList", attrs: { start: 1 }, content: listed },
  ];
}

/** `count` different ones, in the order they stand. */
function someOf<T>(chance: Chance, all: readonly T[], count: number): T[] {
  const left = [...all];
  while (left.length > count) left.splice(chance.whole(0, left.length - 1), 1);
  return left;
}
