// Under a list that came page by page and is not whole yet: the way to its next page, and why that page did not come.
import { Button } from "@mantine/core";
import { failureOf } from "../api/failure";
import { usePick } from "../words/words";
import { nextPageWords } from "./next_page_words";
import styles from "./NextPage.module.css";

/** Of what useInfiniteQuery says. */
export interface Pages {
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  isFetchNextPageError: boolean;
  error: unknown;
  fetchNextPage(): unknown;
}

/** Stands there for as long as the list is not whole, also where its end asks by itself: that asks once, and an answer to
 * the pages before takes a failure away, not what is missing. */
export function NextPage({ pages: { hasNextPage, isFetchingNextPage, isFetchNextPageError, error, fetchNextPage } }: { pages: Pages }) {
  const t = nextPageWords.use();
  const say = usePick();
  const failed = isFetchNextPageError && !isFetchingNextPage;
  if (!hasNextPage) return null;
  return (
    <div className={styles.next}>
      {failed && <p role="alert">{t("failed")} {say(failureOf(error).text)}</p>}
      {/* Not disabled while it asks: whoever pressed it by a key stays on it. */}
      <Button variant="default" aria-disabled={isFetchingNextPage} onClick={() => !isFetchingNextPage && void fetchNextPage()}>{t(isFetchingNextPage ? "opening" : failed ? "again" : "more")}</Button>
    </div>
  );
}
