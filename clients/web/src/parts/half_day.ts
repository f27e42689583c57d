// A day of which only a part is typed the browser hands over as no day at all, and nothing but its own word for it
// (`badInput`) tells the two apart. So what is sent is looked through first.

/** Where a day inside is not whole: says so under each (parts/DayInput), leads to the first, and answers true. */
export function pointsAtHalfDay(within: ParentNode): boolean {
  const half = [...within.querySelectorAll("input")].filter(({ type, validity }) => /^date/.test(type) && validity.badInput);
  for (const input of half) input.checkValidity(); // tells the field: "invalid"
  half[0]?.focus();
  return half.length > 0;
}
