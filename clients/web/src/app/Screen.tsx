// A screen, whose code is loaded when it is opened.
import { createElement, type ComponentType } from "react";
import { useLoaded, type Loaded } from "../parts/use_loaded";
import { appWords } from "./words";
import styles from "./Shell.module.css";

export function Screen({ code }: { code: Loaded<ComponentType> }) {
  const t = appWords.use();
  const screen = useLoaded(code);
  return screen ? createElement(screen) : <p className={styles.loading} role="status" data-opening>{t("loading")}</p>;
}
