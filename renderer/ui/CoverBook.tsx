import type { JSX } from "react";
import type { Partner } from "#renderer/store/snapshot.ts";
import type { CoverName } from "#shared/vault/cover.ts";
import type { Seat } from "#shared/vault/header.ts";
import "./cover-book.css";

/** A notebook's cover, drawn. Decoration: the words of the cover stand beside it. */
export function CoverBook({ cover, small = false }: { cover: CoverName; small?: boolean }): JSX.Element {
  return (
    <span className={small ? "cover-book cover-book-small" : "cover-book"} data-a={cover} aria-hidden="true">
      <span className="cover-book-board cov-a" />
      <span className="cover-book-band" />
      <span className="cover-book-label" />
      <span className="cover-book-ribbon" />
    </span>
  );
}

/** A small strip in a partner's cover. */
export function CoverTab({ seat }: { seat: Seat }): JSX.Element {
  return <span className={`cover-tab cov-${seat}`} aria-hidden="true" />;
}

/** A partner's name beside a strip of their cover. */
export function PartnerName({ partner }: { partner: Partner }): JSX.Element {
  return (
    <span className="partner-name">
      <CoverTab seat={partner.seat} />
      {partner.name}
    </span>
  );
}
