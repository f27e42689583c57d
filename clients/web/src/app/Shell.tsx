// What stands around every screen: the strip on top, the navigation, the keys, and what may lie over the page.
import { useEffect, useLayoutEffect, useRef, useState } from "react";
import { Redirect, Route as Match, Switch, useLocation } from "wouter";
import { formsLeft } from "../api/act";
import type { Session } from "../api/session";
import { EmptyState } from "../parts/EmptyState";
import { afterFirstLook } from "../parts/first_look";
import { loadedOnce } from "../parts/use_loaded";
import { takeLetters } from "../theme/letters";
import { chooseLanguage, language, usePick } from "../words/words";
import { useCommands } from "./commands";
import { ErrorBoundary } from "./ErrorBoundary";
import { HiddenScreen } from "./HiddenScreen";
import { KeysDialog } from "./KeysDialog";
import { LineNotice } from "./LineNotice";
import { Navigation } from "./Navigation";
import { Palette } from "./Palette";
import { routesOf } from "./routes";
import { Screen } from "./Screen";
import { SessionCover, SessionNotice } from "./SessionCover";
import { signOut } from "./sign_out";
import { Strip } from "./Strip";
import { useTheme } from "./theme_choice";
import { appWords } from "./words";
import styles from "./Shell.module.css";

const leftCode = loadedOnce(() => import("./LeftActs"));

/** Nobody waits for it; where it cannot be had, it is tried again when there is something to tell. */
function Left() {
  const [code, setCode] = useState(leftCode.here);
  useEffect(() => {
    const fetch = () => void leftCode.fetch().then(setCode, () => {});
    const stops = [afterFirstLook(fetch), formsLeft.subscribe(fetch)];
    return () => stops.forEach((stop) => stop());
  }, []);
  return code && <code.LeftActs />;
}

type SignedIn = Extract<Session, { person: unknown }>;

export function Shell({ signedIn }: { signedIn: SignedIn }) {
  const t = appWords.use();
  const say = usePick();
  const [hidden, setHidden] = useState(false);
  const [overlay, setOverlay] = useState<"palette" | "keys" | undefined>();
  const [path, go] = useLocation();
  const theme = useTheme();
  const routes = routesOf(signedIn.person);
  const close = () => setOverlay(undefined);

  useCommands([
    { id: "app.hide", words: ["Ẩn màn hình", "Hide the screen"], keys: "F8", always: true, run: () => setHidden(!hidden) },
    { id: "app.palette", words: ["Tìm việc, tìm trang", "Find an act or a page"], keys: "Mod+K", run: () => setOverlay("palette") },
    { id: "app.keys", words: ["Xem phím tắt", "Show the keys"], keys: "?", run: () => setOverlay("keys") },
    { id: "app.language", words: ["Đổi ngôn ngữ: English", "Switch language: Tiếng Việt"], run: () => chooseLanguage(language.get() === "vi" ? "en" : "vi") },
    { id: "app.theme", words: ["Đổi nền sáng, tối", "Switch light and dark"], run: theme.toggle },
    { id: "app.account", words: ["Tài khoản, mật khẩu", "Account, password"], run: () => go("/account") },
    { id: "app.sign_out", words: ["Đăng xuất", "Sign out"], run: () => signOut() },
    ...routes.filter(({ icon }) => icon).map(({ path: to, words }) => ({ id: `go ${to}`, words: [`Tới: ${words[0]}`, `Go to: ${words[1]}`] as const, run: () => go(to) })),
  ]);

  const here = routes.find((route) => path === route.path || path.startsWith(`${route.path}/`));
  const title = here ? `${say(here.words)} · 111` : "111";
  useEffect(() => void (document.title = title), [title]);
  useLayoutEffect(takeLetters, [path]);
  // Another page begins at its top, for the eye and for the keys, unless it has put the focus somewhere itself.
  const came_from = useRef(path);
  useEffect(() => {
    if (came_from.current === path) return;
    came_from.current = path;
    const content = document.getElementById("content")!;
    if (!content.contains(document.activeElement)) content.focus({ preventScroll: true });
  }, [path]);

  return (
    <>
      <div className={styles.frame} data-frame>
        <a className={styles.skip} href="#content">{t("skip")}</a>
        <Strip person={signedIn.person} onHide={() => setHidden(true)} onPalette={() => setOverlay("palette")} onKeys={() => setOverlay("keys")} />
        <Navigation routes={routes} />
        <main id="content" className={styles.main} tabIndex={-1}>
          <LineNotice />
          <SessionNotice />
          <Left />
          <ErrorBoundary key={path}>
            <Switch>
              {routes.map((route) => <Match key={route.path} path={route.path}><Screen code={route.code} /></Match>)}
              <Match path="/">
                {routes[0] ? <Redirect to={routes[0].path} replace /> : <EmptyState whole title={t("no_screens")}>{t("no_screens_long")}</EmptyState>}
              </Match>
              <Match><EmptyState whole title={t("not_found")} action={{ words: t("home"), run: () => go("/") }}>{t("not_found_long")}</EmptyState></Match>
            </Switch>
          </ErrorBoundary>
        </main>
      </div>
      {overlay === "palette" && <Palette person={signedIn.person} onClose={close} />}
      {overlay === "keys" && <KeysDialog onClose={close} />}
      <SessionCover />
      {hidden && <HiddenScreen onShow={() => setHidden(false)} />}
    </>
  );
}
