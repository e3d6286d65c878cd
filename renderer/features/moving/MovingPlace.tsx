import { useState, type JSX } from "react";
import { useTranslation } from "react-i18next";
import type { RecordId } from "#shared/domain/fields.ts";
import type { ReadableTexts } from "#shared/exchange/markdown-files.ts";
import type { Host } from "#shared/host/host.ts";
import { useSnapshot } from "#renderer/store/use-journal.tsx";
import { LinkButton } from "#renderer/ui/Button.tsx";
import { Sheet } from "#renderer/ui/Sheet.tsx";
import { Where } from "#renderer/ui/Where.tsx";
import { openImport } from "#renderer/worker/import-client.ts";
import { ExportFlow } from "./ExportFlow.tsx";
import { ImportFlow } from "./ImportFlow.tsx";
import { PastImports } from "./PastImports.tsx";
import { type Chosen, PrintChoice } from "./PrintChoice.tsx";
import { PrintPage } from "./PrintPage.tsx";
import type { OpenImportOf } from "./use-import.ts";
import "./moving.css";

/**
 * Moving in and out: bringing another journal in, taking one's own part out, printing. Nothing here is for both.
 *
 * @param readableTexts the words of a Markdown export, which only the app's catalogues have
 * @param print an entry to be printed at once; its Back leads where it came from
 */
export function MovingPlace({
  shell,
  readableTexts,
  print,
  onBack,
  open = openImport,
}: {
  shell: Host;
  readableTexts: () => Promise<ReadableTexts>;
  print: RecordId | null;
  onBack: () => void;
  open?: OpenImportOf;
}): JSX.Element {
  const { t } = useTranslation("moving");
  const session = useSnapshot((snapshot) => snapshot.session);
  const asked = useSnapshot((snapshot) => snapshot.mine.find(({ id }) => id === print));
  const [printed, setPrinted] = useState<Chosen | null>(null);
  const [isConfirmed, setConfirmed] = useState(false);
  const confirmed = { is: isConfirmed, set: () => setConfirmed(true) };
  if (asked?.kind === "entry") return <PrintPage entries={[asked]} onClose={onBack} />;
  if (printed !== null) return <PrintPage {...printed} onClose={() => setPrinted(null)} />;

  return (
    <Sheet spine={session.kind === "one" ? session.me.seat : "both"} className="moving" labelledBy="moving-title">
      <p>
        <LinkButton onClick={onBack}>{t("back")}</LinkButton>
      </p>
      <header className="place-head">
        <h1 className="place" id="moving-title" tabIndex={-1}>
          {t("title")}
        </h1>
        <Where privacy="one" />
      </header>
      <section aria-labelledby="moving-in">
        <h2 className="sect" id="moving-in">
          {t("in.title")}
        </h2>
        <p className="says">{t("in.says")}</p>
        <ImportFlow host={shell} open={open} />
      </section>
      <PastImports />
      <section aria-labelledby="moving-out">
        <h2 className="sect" id="moving-out">
          {t("out.title")}
        </h2>
        <ExportFlow host={shell} readableTexts={readableTexts} confirmed={confirmed} />
      </section>
      <section aria-labelledby="moving-print">
        <h2 className="sect" id="moving-print">
          {t("print.title")}
        </h2>
        <p className="says">{t("print.says")}</p>
        <PrintChoice confirmed={confirmed} onPrint={setPrinted} />
      </section>
    </Sheet>
  );
}
