// The cards that ask the server for themselves: loaded, and asking, once the figures of the board stand.
import { Attempts } from "./Attempts";
import { Acts, Claims, Prominent, Seal } from "./Cards";
import { Undelivered } from "./Undelivered";

export function UnderOnTime({ claims }: { claims: number }) {
  return (
    <>
      <Attempts />
      <Claims count={claims} />
      <Undelivered />
      <Prominent />
    </>
  );
}

export function UnderContacts() {
  return (
    <>
      <Acts />
      <Seal />
    </>
  );
}
