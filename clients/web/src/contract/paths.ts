// The contract writes "contact.intake.suspected_abusers[0].can_reach_child"; a form of the same message writes
// "contact.intake.suspectedAbusers.0.canReachChild".
export function formPath(path: string): string {
  return path.replace(/\[(\d+)\]/g, ".$1").replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

/** What is left of a path inside `within`: insidePath("intake.child.name", "intake") is "child.name". */
export function insidePath(path: string, within: string): string | undefined {
  return path.startsWith(`${within}.`) ? path.slice(within.length + 1) : undefined;
}
