import { createTheme, MantineProvider, Modal } from "@mantine/core";
import type { JSX, ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Icon } from "./Icon.tsx";
import "@mantine/core/styles/ModalBase.css";
import "@mantine/core/styles/Modal.css";
import "@mantine/core/styles/Overlay.css";
import "@mantine/core/styles/Paper.css";
import "./mantine.css";
import "./dialog.css";

/** Mantine without any style of its own making: its variables are static, in mantine.css, from our tokens. */
const theme = createTheme({ respectReducedMotion: true });

/** What the root would be told; nothing, as `data-theme` says it and the page is under a strict style policy. */
const NO_ROOT = (): HTMLElement | undefined => undefined;

/** A sheet above the page. Escape, the cross and a press beside it close it; the focus goes back to where it was. */
export function Dialog({
  opened,
  onClose,
  title,
  wide = false,
  children,
}: {
  opened: boolean;
  onClose: () => void;
  title: string;
  wide?: boolean;
  children: ReactNode;
}): JSX.Element {
  const { t } = useTranslation("ui");
  return (
    <MantineProvider
      theme={theme}
      withCssVariables={false}
      withGlobalClasses={false}
      forceColorScheme="light"
      getRootElement={NO_ROOT}
    >
      <Modal.Root
        opened={opened}
        onClose={onClose}
        lockScroll={false}
        centered
        transitionProps={{ duration: 0 }}
        className={wide ? "dialog dialog-wide" : "dialog"}
      >
        <Modal.Overlay />
        <Modal.Content className="dialog-sheet">
          {/* Its element would be a second banner of the page. */}
          <Modal.Header role="presentation">
            <Modal.Title className="dialog-title">{title}</Modal.Title>
            <button type="button" className="dialog-close" aria-label={t("close")} onClick={onClose}>
              <Icon name="close" />
            </button>
          </Modal.Header>
          <Modal.Body>{children}</Modal.Body>
        </Modal.Content>
      </Modal.Root>
    </MantineProvider>
  );
}
