// What every paper has: a head with the office and the motto, boxes to tick, signatures.
import type { ReactNode } from "react";
import styles from "./Paper.module.css";

/** Of the paper, not of the screen: in Vietnamese alone. */
const paper = {
  republic: "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
  motto: "Độc lập - Tự do - Hạnh phúc",
  number: "Số:",
  sign: "(Ký, ghi rõ họ tên)",
};

interface HeadProps {
  office: string;
  number: string;
  /** "Mẫu số 01", and the text that it belongs to; both empty for a paper of the service's own. */
  form: string;
  source: string;
  day: string;
  title: string;
  subtitle: string;
}

export function Head({ office, number, form, source, day, title, subtitle }: HeadProps) {
  return (
    <header>
      {form && <p className={styles.form_no}>{form}<br /><small>{source}</small></p>}
      <div className={styles.heads}>
        <p><strong>{office.toUpperCase()}</strong><br />{paper.number} {number}</p>
        <p><strong>{paper.republic}</strong><br /><strong className={styles.motto}>{paper.motto}</strong><br /><em>{day}</em></p>
      </div>
      <h2>{title}{subtitle && <small>{subtitle}</small>}</h2>
    </header>
  );
}

export function Box({ on, children }: { on: boolean; children: ReactNode }) {
  return <span className={styles.box}><span aria-hidden>{on ? "☒" : "☐"}</span> {on ? <strong>{children}</strong> : children}</span>;
}

export function Signatures({ names }: { names: readonly { role: string; name?: string }[] }) {
  return (
    <div className={styles.signatures}>
      {names.map(({ role, name }) => <p key={role}><strong>{role}</strong><br /><em>{paper.sign}</em><span className={styles.signed}>{name}</span></p>)}
    </div>
  );
}
