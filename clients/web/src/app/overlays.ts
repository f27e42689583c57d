// What lies over the page when somebody asks for it, in one piece that comes after the first look.
export { KeysDialog } from "./KeysDialog";
export { Palette } from "./Palette";
