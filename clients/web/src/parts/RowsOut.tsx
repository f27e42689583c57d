/** The room that rows out of sight take in a table. */
export function RowsOut({ height_px, columns }: { height_px: number; columns: number }) {
  if (height_px <= 0) return null;
  // oxlint-disable-next-line jsx-a11y/control-has-associated-label -- room, and nothing in it
  return <tr aria-hidden><td colSpan={columns} style={{ border: 0, height: height_px, padding: 0 }} /></tr>;
}
