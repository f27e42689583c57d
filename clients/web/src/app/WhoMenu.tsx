import { Menu } from "@mantine/core";
import { IconKeyboard, IconLanguage, IconLogout, IconMoon, IconSun, IconUserCircle } from "@tabler/icons-react";
import { useLocation } from "wouter";
import { signOut } from "../api/session";
import type { Person } from "../gen/hotline/record/v1/person_pb";
import { chooseLanguage, useLanguage } from "../words/words";
import { useTheme } from "./theme_choice";
import { WhoButton } from "./Who";
import { appWords } from "./words";

/** `opened`: it was asked for before it was here. */
export default function WhoMenu({ person, opened, onKeys }: { person: Person; opened: boolean; onKeys(): void }) {
  const t = appWords.use();
  const now = useLanguage();
  const theme = useTheme();
  const [, go] = useLocation();
  return (
    <Menu defaultOpened={opened} position="bottom-start" width={280} transitionProps={{ duration: 0 }} withinPortal={false} withInitialFocusPlaceholder={false}>
      <Menu.Target><WhoButton person={person} /></Menu.Target>
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
  );
}
