import type { Editor } from "@tiptap/react";
import { useEditorState } from "@tiptap/react";
import { useState, type FormEvent, type JSX } from "react";
import { useTranslation } from "react-i18next";
import { isAddress } from "#shared/domain/rich-text.ts";
import { Button, LinkButton } from "../Button.tsx";
import { Dialog } from "../Dialog.tsx";
import { TextField } from "../Field.tsx";
import { useAnnounce } from "../notice.tsx";

const addressAtCaret = (editor: Editor): string | null => {
  const href: unknown = editor.isActive("link") ? editor.getAttributes("link")["href"] : null;
  return typeof href === "string" ? href : null;
};

/** The whole address of the link the caret is in. Nothing here opens it: it can be copied, changed or taken away. */
export function LinkBar({ editor, onChange }: { editor: Editor; onChange: () => void }): JSX.Element | null {
  const { t } = useTranslation("writing");
  const announce = useAnnounce();
  const address = useEditorState({ editor, selector: ({ editor: at }) => addressAtCaret(at) });
  const [copied, setCopied] = useState<{ address: string; worked: boolean } | null>(null);
  if (address === null) return null;

  async function copy(what: string): Promise<void> {
    const worked = await navigator.clipboard.writeText(what).then(
      () => true,
      () => false, // told below: the address is there to be copied by hand
    );
    setCopied({ address: what, worked });
    announce(t(worked ? "link.copied" : "link.notCopied"));
  }

  return (
    <div className="rich-text-link-bar" role="group" aria-label={t("link.bar")}>
      <bdi className="rich-text-address" dir="ltr">
        {address}
      </bdi>
      <span className="acts">
        <LinkButton onClick={() => void copy(address)}>
          {copied?.address === address ? t(copied.worked ? "link.copied" : "link.notCopied") : t("link.copy")}
        </LinkButton>
        <LinkButton onClick={onChange}>{t("link.change")}</LinkButton>
        <LinkButton onClick={() => editor.chain().focus().extendMarkRange("link").unsetLink().run()}>
          {t("link.remove")}
        </LinkButton>
      </span>
    </div>
  );
}

const MAIL = /^[^\s@:/]+@[^\s@:/]+\.[^\s@:/]+$/u;
const PLACE = /^[^\s:/?#]+\.[^\s:/?#]+(?:[:/?#]|$)/u;

/** What was typed, as an address a link may have; a scheme that was left out is added. Null when it is none. */
function addressOf(typed: string): string | null {
  const scheme = MAIL.test(typed) ? "mailto:" : PLACE.test(typed) ? "https://" : "";
  const address = `${scheme}${typed}`;
  return isAddress(address) ? address : null;
}

/** A link to be added to the chosen words (or with words of its own), changed or taken away. */
export function LinkDialog({ editor, onClose }: { editor: Editor; onClose: () => void }): JSX.Element {
  const { t } = useTranslation("writing");
  const { t: common } = useTranslation("ui");
  const [before] = useState(() => addressAtCaret(editor));
  const [needsWords] = useState(() => before === null && editor.state.selection.empty);
  const [typed, setTyped] = useState(before ?? "");
  const [words, setWords] = useState("");
  const [tried, setTried] = useState(false);
  const address = addressOf(typed.trim());
  const wrong = tried && address === null;

  function save(event: FormEvent): void {
    event.preventDefault();
    setTried(true);
    if (address === null) return;
    const chain = editor.chain().focus();
    // The browser may have told of chosen words only after this opened: they get the link, and are never replaced by it.
    if (before === null && editor.state.selection.empty) {
      const text = words.trim() || address;
      chain.insertContent({ type: "text", text, marks: [{ type: "link", attrs: { href: address } }] }).run();
    } else {
      chain.extendMarkRange("link").setLink({ href: address }).run();
    }
    onClose();
  }

  return (
    <Dialog opened onClose={onClose} title={t(before === null ? "link.add" : "link.edit")}>
      <form className="stack" onSubmit={save}>
        <TextField
          label={t("link.address")}
          hint={address === null || address === typed.trim() ? t("link.hint") : t("link.willBe", { address })}
          error={wrong ? t("link.wrong") : undefined}
          dir="ltr"
          inputMode="url"
          autoComplete="off"
          data-autofocus
          value={typed}
          onChange={setTyped}
        />
        {needsWords && <TextField label={t("link.words")} dir="auto" value={words} onChange={setWords} />}
        <p className="row">
          <Button kind="main" type="submit">
            {common("done")}
          </Button>
          {before !== null && (
            <Button
              onClick={() => {
                editor.chain().focus().extendMarkRange("link").unsetLink().run();
                onClose();
              }}
            >
              {t("link.remove")}
            </Button>
          )}
          <Button onClick={onClose}>{common("cancel")}</Button>
        </p>
      </form>
    </Dialog>
  );
}
