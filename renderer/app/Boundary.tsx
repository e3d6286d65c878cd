import { Component, type JSX, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "#renderer/ui/Button.tsx";
import "./app.css";

/**
 * Keeps a fault of one place from taking the window down, and the way to lock with it. React has error boundaries as
 * classes alone. Nothing is logged: a stack may hold what someone wrote.
 */
export class Boundary extends Component<{ children: ReactNode }, { broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError(): { broken: boolean } {
    return { broken: true };
  }

  override render(): ReactNode {
    return this.state.broken ? <CameApart onAgain={() => this.setState({ broken: false })} /> : this.props.children;
  }
}

function CameApart({ onAgain }: { onAgain: () => void }): JSX.Element {
  const { t } = useTranslation("app");
  return (
    <section className="came-apart stack" role="alert">
      <h1 className="place">{t("broken.title")}</h1>
      <p className="says">{t("broken.body")}</p>
      <p>
        <Button onClick={onAgain}>{t("broken.again")}</Button>
      </p>
    </section>
  );
}
