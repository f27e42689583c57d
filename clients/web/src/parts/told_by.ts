// By what a step of the ladder told somebody, and no more than is known of it: what stands on a screen nobody need have
// looked at, and whether a message arrived is an entry of its own.
import { defineWords } from "../words/words";

const toldWords = defineWords("told_by", {
  screen: ["đã đưa lên màn hình, chưa rõ ai thấy", "on the screen, nobody known to have seen it"],
  message: ["đã gửi tin nhắn và đưa lên màn hình", "sent as a message, and on the screen"],
});

/** Nothing for the call list, which tells nobody. */
export function toldBy(channels: readonly string[]): string {
  if (channels.includes("message")) return toldWords.say("message");
  return channels.includes("screen") ? toldWords.say("screen") : "";
}
