// The theme's CSS variables as a stylesheet of the build ("virtual:theme.css"). Mantine would write them into a <style>
// element when the page starts, which the page's policy refuses: style-src 'self'.
import { convertCssVariables, defaultCssVariablesResolver, DEFAULT_THEME, mergeMantineTheme } from "@mantine/core";
import type { Plugin } from "vite";

const name = "virtual:theme.css";
const resolved = `\0${name}`;

async function css(server: { ssrLoadModule?: (path: string) => Promise<Record<string, unknown>> } | undefined) {
  const source = server?.ssrLoadModule ? await server.ssrLoadModule("/src/theme/theme.ts") : await import("../src/theme/theme.ts");
  const { theme, variables } = source as typeof import("../src/theme/theme.ts");
  const whole = mergeMantineTheme(DEFAULT_THEME, theme);
  const [base, own] = [defaultCssVariablesResolver(whole), variables(whole)];
  const all: Record<"variables" | "light" | "dark", Record<string, string>> = {
    variables: { ...base.variables, ...own.variables },
    light: { ...base.light, "--mantine-color-scheme": "light", ...own.light },
    dark: { ...base.dark, "--mantine-color-scheme": "dark", ...own.dark },
  };
  // Palettes that the theme does not speak of are Mantine's own, and nothing here is painted with them.
  const strange = Object.keys(DEFAULT_THEME.colors).filter((palette) => !(palette in theme.colors!));
  for (const part of Object.values(all)) for (const variable of Object.keys(part)) if (strange.some((palette) => variable.startsWith(`--mantine-color-${palette}-`))) delete part[variable];
  // Paper is white, whatever the theme of the screen.
  const paper = Object.entries(own.light).map(([variable, value]) => `${variable}: ${value};`).join(" ");
  return `${convertCssVariables(all, ":root")} @media print { :root[data-mantine-color-scheme] { ${paper} } }`;
}

export function themeStyles(): Plugin {
  let server: Parameters<typeof css>[0];
  return {
    name: "theme-styles",
    configureServer: (dev) => void (server = dev),
    resolveId: (id) => (id === name ? resolved : undefined),
    load: (id) => (id === resolved ? css(server) : undefined),
  };
}
