import { Menu } from "@mantine/core";
import { IconKeyboard, IconLanguage, IconLogout, IconMoon, IconSun, IconUserCircle } from "@tabler/icons-react";
import { useEffect, useRef } from "react";
import { useLocation } from "wouter";
import type { Person } from "../gen/hotline/record/v1/person_pb";
import { chooseLanguage, useLanguage } from "../words/words";
import { signOut } from "./sign_out";
import { useTheme } from "./theme_choice";
import { WhoButton } from "./Who";
import { appWords } from "./words";

/** It was asked for before it was here: its button has the focus that the one before it had, and is pressed as that was,
 * so that closing gives the focus back. */
export default function WhoMenu({ person, onKeys }: { person: Person; onKeys(): void }) {
  const t = appWords.use();
  const now = useLanguage();
  const theme = useTheme();
  const [, go] = useLocation();
  const button = useRef<HTMLButtonElement>(null);
  const asked = useRef(false);
  useEffect(() => {
    if (asked.current) return;
    asked.current = true;
    button.current?.focus();
    button.current?.click();
  }, []);
  return (
    <Menu position="bottom-start" width={280} transitionProps={{ duration: 0 }} withinPortal={false} withInitialFocusPlaceholder={false}>
      <Menu.Target><WhoButton person={person} ref={button} /></Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconUserCircle size={18} />} onClick={() => go("/account")}>{t("account")}</Menu.Item>
        <Menu.Item leftSection={<IconLanguage size={18} />} onClick={() => chooseLanguage(now === "vi" ? "en" : "vi")}>{t("language")}</Menu.Item>
        <Menu.Item leftSection={theme.scheme === "light" ? <IconMoon size={18} /> : <IconSun size={18} />} onClick={theme.toggle}>
          {t(theme.scheme === "light" ? "theme_dark" : "theme_light")}
        </Menu.Item>
        <Menu.Item leftSection={<IconKeyboard size={18} />} rightSection={<kbd>?</kbd>} onClick={onKeys}>{t("keys")}</Menu.Item>
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={18} />} onClick={() => signOut()}>{t("sign_out")}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
