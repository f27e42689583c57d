// While nothing is known yet: the same as index.html holds, so that nothing changes before there is something to show.
import { appWords } from "./words";

export function Opening() {
  const t = appWords.use();
  return (
    <div className="opening">
      <header><span className="brand">111</span></header>
      <p role="status">{t("loading")}</p>
    </div>
  );
}
