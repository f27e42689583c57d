// The act that is open, with what is asked in it: loaded with all forms of acts, which a case that is only looked at needs not.
import { useMemo, type ComponentProps } from "react";
import { ActPanel } from "./ActPanel";
import { askedIn } from "./act_forms";
import type { ActOffer } from "./act_spec";

type Props = Omit<ComponentProps<typeof ActPanel>, "spec"> & { offer: ActOffer };

export function OpenAct({ offer, ...props }: Props) {
  const spec = useMemo(() => ({ ...offer, ...askedIn(offer.id) }), [offer]);
  return <ActPanel {...props} spec={spec} />;
}
