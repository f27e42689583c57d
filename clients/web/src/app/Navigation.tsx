import { useEffect, useRef } from "react";
import { Link, useRoute } from "wouter";
import { usePick } from "../words/words";
import type { Route } from "./routes";
import { appWords } from "./words";
import styles from "./Navigation.module.css";

function Entry({ route }: { route: Route }) {
  const say = usePick();
  const [here] = useRoute(`${route.path}/*?`);
  const Icon = route.icon!;
  const link = useRef<HTMLAnchorElement>(null);
  // On a phone the bar is longer than the screen: where one is stands in sight. Measured with the frame that lays it out.
  useEffect(() => {
    if (!here) return undefined;
    const frame = requestAnimationFrame(() => {
      const [entry, bar] = [link.current, link.current?.parentElement];
      if (entry && bar && bar.scrollWidth > bar.clientWidth) bar.scrollLeft = entry.offsetLeft - (bar.clientWidth - entry.offsetWidth) / 2;
    });
    return () => cancelAnimationFrame(frame);
  }, [here]);
  return (
    <Link ref={link} href={route.path} className={styles.entry!} aria-current={here ? "page" : undefined}>
      <Icon size={22} stroke={1.75} aria-hidden />
      <span>{say(route.words)}</span>
    </Link>
  );
}

/** A rail on the left; on a phone a bar at the bottom, under the thumb. */
export function Navigation({ routes }: { routes: readonly Route[] }) {
  const t = appWords.use();
  return (
    <nav className={styles.rail} aria-label={t("navigation")}>
      {routes.filter(({ icon }) => icon).map((route) => <Entry key={route.path} route={route} />)}
    </nav>
  );
}
