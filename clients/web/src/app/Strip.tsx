// The strip on top says always: who am I, which office, the state of the line, and what is saved where.
import { ActionIcon, Button, Menu } from "@mantine/core";
import { IconChevronDown, IconCloudCheck, IconDeviceFloppy, IconEyeOff, IconKeyboard, IconLanguage, IconLogout, IconMoon, IconSearch, IconSun, IconUserCircle } from "@tabler/icons-react";
import { Link, useLocation } from "wouter";
import { line } from "../api/line";
import { saved } from "../api/saved";
import { signOut } from "../api/session";
import { label } from "../contract/labels";
import { RoleSchema } from "../gen/hotline/record/v1/options_pb";
import type { Person } from "../gen/hotline/record/v1/person_pb";
import { useUnitName } from "../parts/unit_name";
import { useStore } from "../store";
import { clockTime } from "../time/format";
import { chooseLanguage, useLanguage } from "../words/words";
import { useTheme } from "./theme_choice";
import { appWords } from "./words";
import styles from "./Strip.module.css";

function LineMark() {
  const t = appWords.use();
  const { state } = useStore(line);
  return <span className={styles.line} data-state={state} role="status">{t(state)}</span>;
}

function SavedMark() {
  const t = appWords.use();
  const now = useStore(saved);
  if (!now) return null;
  const Icon = now.where === "server" ? IconCloudCheck : IconDeviceFloppy;
  return (
    <span className={styles.saved} data-where={now.where} role="status">
      <Icon size={18} stroke={1.75} aria-hidden />
      {t(now.where === "server" ? "saved_server" : "saved_here", { time: clockTime(now.at_ms) })}
    </span>
  );
}

function Office({ person }: { person: Person }) {
  const lang = useLanguage();
  const first = person.memberships[0];
  const office = useUnitName(first?.unit);
  const role = first ? label(RoleSchema, first.role, lang) : "";
  return <span className={styles.office}>{office}{role && <span className={styles.role}>{office && " · "}{role}</span>}</span>;
}

interface Props {
  person: Person;
  onHide(): void;
  onPalette(): void;
  onKeys(): void;
}

export function Strip({ person, onHide, onPalette, onKeys }: Props) {
  const t = appWords.use();
  const now = useLanguage();
  const theme = useTheme();
  const [, go] = useLocation();
  return (
    <header className={styles.strip}>
      <Link href="/" className={styles.mark!} aria-label={`111 · ${t("product")}`}>111</Link>
      <Menu position="bottom-start" width={280} transitionProps={{ duration: 0 }} withinPortal={false} withInitialFocusPlaceholder={false}>
        <Menu.Target>
          <button type="button" className={styles.who}>
            <span className="visually-hidden">{t("menu")}: </span>
            <span className={styles.person}>
              <span className={styles.name}>{person.name}</span>
              <Office person={person} />
            </span>
            <IconChevronDown size={16} aria-hidden />
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconUserCircle size={18} />} onClick={() => go("/account")}>{t("account")}</Menu.Item>
          <Menu.Item leftSection={<IconLanguage size={18} />} onClick={() => chooseLanguage(now === "vi" ? "en" : "vi")}>{t("language")}</Menu.Item>
          <Menu.Item leftSection={theme.scheme === "light" ? <IconMoon size={18} /> : <IconSun size={18} />} onClick={theme.toggle}>
            {t(theme.scheme === "light" ? "theme_dark" : "theme_light")}
          </Menu.Item>
          <Menu.Item leftSection={<IconKeyboard size={18} />} rightSection={<kbd>?</kbd>} onClick={onKeys}>{t("keys")}</Menu.Item>
          <Menu.Divider />
          <Menu.Item leftSection={<IconLogout size={18} />} onClick={() => void signOut()}>{t("sign_out")}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <div className={styles.state}>
        <LineMark />
        <SavedMark />
      </div>
      <Button className={styles.find!} variant="default" leftSection={<IconSearch size={18} />} rightSection={<kbd>Ctrl K</kbd>} onClick={onPalette}>
        {t("palette")}
      </Button>
      <ActionIcon className={styles.find_small!} variant="subtle" color="gray" size={44} aria-label={t("palette")} onClick={onPalette}><IconSearch size={20} /></ActionIcon>
      <Button className={styles.hide!} variant="default" leftSection={<IconEyeOff size={18} />} rightSection={<kbd>F8</kbd>} onClick={onHide}>
        {t("hide")}
      </Button>
      <ActionIcon className={styles.hide_small!} variant="subtle" color="gray" size={44} aria-label={t("hide")} onClick={onHide}><IconEyeOff size={20} /></ActionIcon>
    </header>
  );
}
