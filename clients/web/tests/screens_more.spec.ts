// Every screen of the router in every look, the second half of them (every_look.ts).
import { lookAt } from "./every_look.ts";

lookAt(1);
