import type { JSX } from "react";
import { useTranslation } from "react-i18next";
import { assertNever } from "#shared/base/errors.ts";
import { keptRecord } from "#shared/domain/record.ts";
import type { Keepsake } from "#shared/domain/keepsake.ts";
import { isSaid } from "#shared/domain/said.ts";
import type { Version } from "#shared/domain/version.ts";
import { useSnapshot } from "#renderer/store/use-journal.tsx";
import { LockedWords } from "#renderer/ui/LockedWords.tsx";
import { RecordWords } from "#renderer/ui/records/RecordWords.tsx";
import { RichTextView } from "#renderer/ui/RichTextView.tsx";
import { useVocabulary } from "#renderer/ui/use-vocabulary.ts";
import "./kept-words.css";

/** The words that a version or a keepsake holds, to be read. */
export function KeptText({ of }: { of: Version | Keepsake }): JSX.Element {
  const { t } = useTranslation("keptWords");
  const vocabulary = useVocabulary();
  const partners = useSnapshot((snapshot) => snapshot.partners);
  const parsed = keptRecord(of);
  if (parsed === null) return <p className="quiet">{t("noWords")}</p>;
  if (parsed.kind === "unreadable") return <p>{t("unreadable")}</p>;
  const { record } = parsed;
  switch (record.kind) {
    case "entry":
      return (
        <LockedWords entry={record}>
          <div className="kept-text" dir="auto">
            {record.title !== "" && <h3 className="ask">{record.title}</h3>}
            <RichTextView value={record.body} />
          </div>
        </LockedWords>
      );
    case "need":
      return (
        <Parts
          parts={[
            [t("part.noticed"), record.noticed],
            [t("part.felt"), record.felt],
            [t("part.need"), vocabulary.need(record.need)],
            [t("part.request"), record.request],
            [t("part.closing"), record.closing?.words ?? ""],
          ]}
        />
      );
    case "care":
      return (
        <Parts
          parts={[
            [t("part.care"), record.what],
            [t("part.reason"), record.reason],
          ]}
        />
      );
    case "answer":
      return <Parts parts={[[t("part.answer"), record.body.words]]} />;
    case "profile":
      return <Parts parts={[[t("part.name"), record.name]]} />;
    case "prompts":
      return <Parts parts={[[t("part.prompts"), record.own.map(({ words }) => words).join("\n")]]} />;
    case "import":
      return <Parts parts={[[t("part.import"), record.file]]} />;
    case "version":
    case "earlier":
    case "keepsake":
    case "commitment":
      return <p className="quiet">{t("noWords")}</p>; // the first three are never kept so [D50, D51]; the last has no words
    default:
      return isSaid(record) ? <RecordWords record={record} partners={partners} /> : assertNever(record);
  }
}

function Parts({ parts }: { parts: readonly (readonly [name: string, text: string])[] }): JSX.Element {
  const { t } = useTranslation("keptWords");
  const written = parts.filter(([, text]) => text !== "");
  if (written.length === 0) return <p className="quiet">{t("noWords")}</p>;
  return (
    <dl className="kept-parts">
      {written.map(([name, text]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd className="read" dir="auto">
            {text}
          </dd>
        </div>
      ))}
    </dl>
  );
}
