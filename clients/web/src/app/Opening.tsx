// While nothing is known yet: the same as index.html holds, so that nothing changes before there is something to show.
import { appWords } from "./words";

export function Opening() {
  const t = appWords.use();
  return (
    <main className="opening">
      <header><h1 className="brand">111</h1></header>
      <p role="status">{t("loading")}</p>
    </main>
  );
}
