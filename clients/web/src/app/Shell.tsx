// What stands around every screen: the strip on top, the navigation, the keys, and what may lie over the page.
import { useEffect, useLayoutEffect, useRef, useState } from "react";
import { Redirect, Route as Match, Switch, useLocation } from "wouter";
import { formsLeft } from "../api/act";
import type { Session } from "../api/session";
import { useLasts } from "../keep/own_keep";
import { EmptyState } from "../parts/EmptyState";
import { afterFirstLook } from "../parts/first_look";
import { loadedOnce, type Loaded } from "../parts/use_loaded";
import { useStore } from "../store";
import { takeLetters } from "../theme/letters";
import { chooseLanguage, language, usePick } from "../words/words";
import { useCommands, useSilence } from "./commands";
import { ErrorBoundary } from "./ErrorBoundary";
import { hidden, HiddenScreen } from "./HiddenScreen";
import { LineNotice } from "./LineNotice";
import { Navigation } from "./Navigation";
import { routeAt, routesOf } from "./routes";
import { Screen } from "./Screen";
import { SessionCover, SessionNotice } from "./SessionCover";
import { signOut } from "./sign_out";
import { Strip } from "./Strip";
import { useTheme } from "./theme_choice";
import { appWords } from "./words";
import styles from "./Shell.module.css";

const leftCode = loadedOnce(() => import("./LeftActs"));
const overlayCode = loadedOnce(() => import("./overlays"));

/** Nobody waits for it, until it is wanted; where it cannot be had then, that is told. */
function useLater<T extends object>(code: Loaded<T>, wanted: unknown, onFailed = () => {}): T | undefined {
  const [here, setHere] = useState(code.here);
  useEffect(() => {
    const fetch = (failed: () => void) => void code.fetch().then(setHere, failed);
    return wanted ? fetch(onFailed) : afterFirstLook(() => fetch(() => {}));
    // oxlint-disable-next-line react/exhaustive-deps -- when it is wanted
  }, [code, wanted]);
  return here;
}

function Left() {
  const code = useLater(leftCode, useStore(formsLeft));
  return code && <code.LeftActs />;
}

type SignedIn = Extract<Session, { person: unknown }>;

export function Shell({ signedIn }: { signedIn: SignedIn }) {
  const t = appWords.use();
  const say = usePick();
  const isHidden = useStore(hidden);
  const [overlay, setOverlay] = useState<"palette" | "keys" | undefined>();
  const [path, go] = useLocation();
  const theme = useTheme();
  const lasts = useLasts(signedIn.person.personId);
  const routes = routesOf(signedIn.person);
  const close = () => setOverlay(undefined);
  const over = useLater(overlayCode, overlay, close);
  useSilence(overlay !== undefined && !over); // keys that are meant for it
  const hide = () => hidden.set(!hidden.get());

  useCommands([
    { id: "app.hide", words: ["Ẩn màn hình", "Hide the screen"], keys: "F8", always: true, run: hide },
    { id: "app.palette", words: ["Tìm việc, tìm trang", "Find an act or a page"], keys: "Mod+K", run: () => setOverlay("palette") },
    { id: "app.keys", words: ["Xem phím tắt", "Show the keys"], keys: "?", run: () => setOverlay("keys") },
    { id: "app.language", words: ["Đổi ngôn ngữ: English", "Switch language: Tiếng Việt"], run: () => chooseLanguage(language.get() === "vi" ? "en" : "vi") },
    { id: "app.theme", words: ["Đổi nền sáng, tối", "Switch light and dark"], run: theme.toggle },
    { id: "app.account", words: ["Tới: Tài khoản, mật khẩu", "Go to: Account, password"], run: () => go("/account") },
    { id: "app.sign_out", words: ["Đăng xuất", "Sign out"], run: () => signOut() },
    ...routes.filter(({ path: to }) => !to.includes(":") && to !== "/account").map(({ path: to, words }) => ({ id: `go ${to}`, words: [`Tới: ${words[0]}`, `Go to: ${words[1]}`] as const, run: () => go(to) })),
  ]);

  const here = routeAt(routes, path);
  // Of what is hidden the title says nothing either.
  const title = here && !isHidden ? `${say(here.words)} · 111` : "111";
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
        <Strip person={signedIn.person} onHide={hide} onPalette={() => setOverlay("palette")} onKeys={() => setOverlay("keys")} />
        <Navigation routes={routes} />
        <main id="content" className={styles.main} tabIndex={-1}>
          <LineNotice lasts={lasts} />
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
      {over && overlay === "palette" && <over.Palette person={signedIn.person} onClose={close} />}
      {over && overlay === "keys" && <over.KeysDialog onClose={close} />}
      <SessionCover />
      {isHidden && <HiddenScreen />}
    </>
  );
}
