// Light or dark: the person's choice on this machine, else the machine's.
import { useComputedColorScheme, useMantineColorScheme } from "@mantine/core";

export function useTheme() {
  // Without this Mantine stops transitions by a <style> element, which the page's policy refuses.
  const { colorScheme, setColorScheme } = useMantineColorScheme({ keepTransitions: true });
  const scheme = useComputedColorScheme("light", { getInitialValueInEffect: false });
  return { scheme, chosen: colorScheme, choose: setColorScheme, toggle: () => setColorScheme(scheme === "light" ? "dark" : "light") };
}
