// What was sent and is not answered yet, wherever one is: by the number of its case, with the way there. No name, no text.
import { Anchor } from "@mantine/core";
import { IconCircleCheck, IconCloudOff } from "@tabler/icons-react";
import { Fragment, useEffect } from "react";
import { Link, useLocation } from "wouter";
import { formsLeft } from "../api/act";
import { Notice } from "../parts/Notice";
import { useStore } from "../store";
import { forgetLeft, leftActs, lookForLeft } from "./left_acts";
import { leftWords } from "./left_words";
import { usePerson } from "./person";

const looks = { waiting: { icon: IconCloudOff, tone: "calm" }, refused: {}, sent: { icon: IconCircleCheck, tone: "done" } } as const;

export function LeftActs() {
  const t = leftWords.use();
  const { personId } = usePerson();
  const acts = useStore(leftActs);
  const [path] = useLocation();
  useEffect(() => {
    const look = () => void lookForLeft(personId);
    look();
    return formsLeft.subscribe(look);
  }, [personId]);
  // What was sent is told until the next page; what was not taken, until it is looked at.
  useEffect(() => () => forgetLeft(({ state, address }) => state === "sent" || (state === "refused" && address === path)), [path]);
  return (["refused", "waiting", "sent"] as const).map((state) => {
    const those = acts.filter((act) => act.state === state);
    if (those.length === 0) return null;
    return (
      <Notice key={state} {...looks[state]}>
        {t(`left_${state}`)}{" "}
        {those.map(({ box, address, words, number }, at) => <Fragment key={box}>{at > 0 && ", "}<Anchor component={Link} underline="always" href={address}>{number ? t("left_case", { number }) : t(words)}</Anchor></Fragment>)}
      </Notice>
    );
  });
}
