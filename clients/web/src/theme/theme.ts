// How everything looks: slate on warm white, near-black at night; one accent (deep teal) for what can be done, amber
// for "soon" and for errors, red only for a child in danger now, green only for what is durably done.
import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from "@mantine/core";

const slate: MantineColorsTuple = [
  "#f6f5f1", "#ebeae5", "#dddbd4", "#c3c5c4", "#98a1a7", "#6f7b83", "#55626b", "#3d4a53", "#29353d", "#1a252c",
];
const night: MantineColorsTuple = [
  "#e6eaec", "#c9d1d5", "#a6b1b8", "#7d8a92", "#4a565e", "#37424a", "#283137", "#1a2125", "#12171a", "#0c1012",
];
const teal: MantineColorsTuple = [
  "#e4f2f0", "#cbe6e3", "#9dd1cc", "#6cbbb4", "#43a59d", "#238e87", "#127873", "#0f6f6b", "#0b5d5a", "#084a48",
];
const amber: MantineColorsTuple = [
  "#fff4dd", "#ffe8bd", "#fbd48a", "#f3bd57", "#e3a02a", "#c98410", "#a86a05", "#8c5500", "#6f4300", "#523200",
];
const danger: MantineColorsTuple = [
  "#fdeceb", "#fad5d3", "#f4aca8", "#ec7f79", "#e2564f", "#d43a33", "#c62828", "#b01f22", "#94181c", "#741216",
];
const done: MantineColorsTuple = [
  "#e6f5ea", "#cdead5", "#a0d6ae", "#70c086", "#47aa64", "#2e934d", "#1f7d3d", "#196a33", "#13562a", "#0d4120",
];

export const theme = createTheme({
  fontFamily: "var(--letters)",
  fontFamilyMonospace: "ui-monospace, monospace",
  colors: { gray: slate, dark: night, teal, amber, danger, done },
  primaryColor: "teal",
  primaryShade: { light: 8, dark: 7 },
  defaultRadius: "md",
  radius: { xs: "4px", sm: "6px", md: "8px", lg: "12px", xl: "16px" },
  spacing: { xs: "8px", sm: "12px", md: "16px", lg: "24px", xl: "32px" },
  fontSizes: { xs: "13px", sm: "14px", md: "16px", lg: "18px", xl: "20px" },
  lineHeights: { xs: "1.4", sm: "1.45", md: "1.5", lg: "1.5", xl: "1.5" },
  headings: {
    fontWeight: "600",
    sizes: {
      h1: { fontSize: "26px", lineHeight: "1.25" },
      h2: { fontSize: "20px", lineHeight: "1.3" },
      h3: { fontSize: "17px", lineHeight: "1.35" },
    },
  },
  cursorType: "pointer",
  focusRing: "auto",
  respectReducedMotion: true,
  components: {
    TextInput: { defaultProps: { size: "md" } },
    PasswordInput: { defaultProps: { size: "md" } },
    Textarea: { defaultProps: { size: "md", autosize: true, minRows: 3 } },
    NumberInput: { defaultProps: { size: "md" } },
    Select: { defaultProps: { size: "md" } },
    Button: { defaultProps: { size: "md" } },
  },
});

// Each pair of words and ground reaches a contrast of at least 4.5.
export const variables: CSSVariablesResolver = () => ({
  variables: { "--tap": "44px", "--line-max": "75ch" },
  light: {
    "--mantine-color-body": "#faf9f6",
    "--mantine-color-text": "#1f2a32",
    "--mantine-color-dimmed": "#55626b",
    "--mantine-color-placeholder": "#6a757c",
    "--mantine-color-default-border": "#cfcdc6",
    "--mantine-color-error": "#8c5500",
    "--mantine-color-anchor": "#0b5d5a",
    "--ground": "#faf9f6", "--surface": "#ffffff", "--raised": "#f3f1ec", "--edge": "#dddbd4",
    "--accent-words": "#0b5d5a", "--accent-soft": "#e4f2f0",
    "--soon-words": "#704300", "--soon-soft": "#fff1d6", "--soon-edge": "#c98410",
    "--danger-words": "#a0171b", "--danger-soft": "#fdeceb", "--danger-edge": "#c62828", "--danger-fill": "#b01f22",
    "--done-words": "#145a2c", "--done-soft": "#e6f5ea", "--done-edge": "#2e934d",
    "--shade": "0 1px 2px rgb(26 37 44 / 6%), 0 4px 16px rgb(26 37 44 / 5%)",
  },
  dark: {
    "--mantine-color-body": "#12171a",
    "--mantine-color-text": "#e6eaec",
    "--mantine-color-dimmed": "#a6b1b8",
    "--mantine-color-placeholder": "#8b979f",
    "--mantine-color-default-border": "#37424a",
    "--mantine-color-error": "#f3bd57",
    "--mantine-color-anchor": "#6cbbb4",
    "--ground": "#12171a", "--surface": "#1a2125", "--raised": "#20282d", "--edge": "#313b42",
    "--accent-words": "#7cc8c1", "--accent-soft": "#12312f",
    "--soon-words": "#f5c873", "--soon-soft": "#35270c", "--soon-edge": "#a86a05",
    "--danger-words": "#ffb0aa", "--danger-soft": "#2e1819", "--danger-edge": "#d43a33", "--danger-fill": "#c62828",
    "--done-words": "#8fd6a3", "--done-soft": "#13301d", "--done-edge": "#2e934d",
    "--shade": "0 1px 2px rgb(0 0 0 / 40%)",
  },
});
