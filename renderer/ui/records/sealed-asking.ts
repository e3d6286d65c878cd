import type { JSX } from "react";
import type { Answer } from "#shared/domain/answer.ts";
import type { RecordId } from "#shared/domain/fields.ts";
import type { AnswerOf } from "#shared/domain/joint.ts";
import type { Dated, NewAct } from "#shared/domain/revision.ts";
import type { Partner } from "#renderer/store/snapshot.ts";

/** What the questions are given to be drawn with. */
export interface Asked<Draft> {
  /** Who is asked. */
  readonly by: Partner;
  /** The other of the two; null while there is none. */
  readonly other: Partner | null;
  /** Both are at the screen: who is asked is called by name. */
  readonly together: boolean;
  readonly value: Draft;
  /** Something that is needed was left out when it was to be given. */
  readonly isMissing: boolean;
  readonly onChange: (value: Draft) => void;
}

/** What both are asked about one thing, each for themselves and unseen by the other until both have answered [D85]. */
export interface SealedAsking<Type extends Answer["body"]["type"], Draft, Said> {
  /** What the answers are about. */
  readonly subject: RecordId;
  readonly type: Type;
  /** What the group of questions is called. */
  readonly label: string;
  /** What a draft begins with: what was said before; blank for null. */
  readonly begin: (before: AnswerOf<Type> | null) => Draft;
  /** A kept draft, field by field; null for anything that is none. */
  readonly read: (kept: unknown) => Draft | null;
  /** What the draft says; null while something needed is left out. */
  readonly said: (draft: Draft) => Said | null;
  /** The answer as it would be given now. */
  readonly write: (said: Said, act: NewAct & Dated) => Answer;
  readonly ask: (of: Asked<Draft>) => JSX.Element;
}

/** Where what is typed for a sealed answer is kept until it is given. */
export const sealedDraftPlace = (type: Answer["body"]["type"], subject: RecordId): string => `${type}:${subject}`;
