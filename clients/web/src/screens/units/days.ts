export { lastDay, shownDay as day } from "../../time/written_day";
