// What every paper has: a head with the office and the motto, boxes to tick, signatures.
import type { ReactNode } from "react";
import type { Issuer } from "./issuer";
import styles from "./Paper.module.css";

/** Of the paper, not of the screen: in Vietnamese alone. */
const paper = {
  republic: "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
  motto: "Độc lập - Tự do - Hạnh phúc",
  number: "Số:",
  sign: "(Ký, ghi rõ họ tên)",
  recipients: "Nơi nhận:",
};

interface HeadProps {
  issuer: Issuer;
  number: string;
  /** "Mẫu số 01", and the text that it belongs to; both empty for a paper of the service's own. */
  form: string;
  source: string;
  day: string;
  title: string;
  subtitle: string;
}

export function Head({ issuer, number, form, source, day, title, subtitle }: HeadProps) {
  return (
    <header>
      {form && <p className={styles.form_no}>{form}<br /><small>{source}</small></p>}
      <div className={styles.heads}>
        <p>{issuer.office.map((line) => <strong key={line}>{line}<br /></strong>)}{paper.number} {number}</p>
        <p><strong>{paper.republic}</strong><br /><strong className={styles.motto}>{paper.motto}</strong><br /><em>{[issuer.place, day].filter(Boolean).join(", ")}</em></p>
      </div>
      <h2>{title}{subtitle && <small>{subtitle}</small>}</h2>
    </header>
  );
}

export function Box({ on, children }: { on: boolean; children: ReactNode }) {
  return <span className={styles.box}><span aria-hidden>{on ? "☒" : "☐"}</span> {on ? <strong>{children}</strong> : children}</span>;
}

interface Signature {
  /** Above the role: "TM. ỦY BAN NHÂN DÂN". */
  behalf?: string;
  role: string;
  /** How it was signed, where it is no pen's matter any more. */
  how?: string;
  name?: string;
}

export function Signatures({ names }: { names: readonly Signature[] }) {
  return (
    <div className={styles.signatures}>
      {names.map(({ behalf, role, how, name }) => <p key={role}>{behalf && <strong>{behalf}<br /></strong>}<strong>{role}</strong><br /><em>{how ?? paper.sign}</em><span className={styles.signed}>{name}</span></p>)}
    </div>
  );
}

/** "Nơi nhận", at the foot of a letter. */
export function Recipients({ names }: { names: readonly string[] }) {
  return (
    <div className={styles.recipients}>
      {names.length > 0 && <><p><strong><em>{paper.recipients}</em></strong></p><ul>{names.map((one) => <li key={one}>{one};</li>)}</ul></>}
    </div>
  );
}
