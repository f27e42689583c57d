// Light or dark: the person's choice on this machine, else the machine's.
import { useComputedColorScheme, useMantineColorScheme } from "@mantine/core";

export function useTheme() {
  const { setColorScheme } = useMantineColorScheme();
  const scheme = useComputedColorScheme("light", { getInitialValueInEffect: false });
  return { scheme, toggle: () => setColorScheme(scheme === "light" ? "dark" : "light") };
}
