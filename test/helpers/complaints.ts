/**
 * What the harness has still to look at. It looks when the test has ended: looking takes time from the very process that
 * a test may be measuring.
 */
const looks: (() => string | null)[] = []

/** @param look gives what is wrong, or null */
export function lookLater(look: () => string | null): void {
  looks.push(look)
}

/** Everything found wrong in what happened since it was last asked. */
export function takeComplaints(): string[] {
  return looks
    .splice(0)
    .map((look) => look())
    .filter((complaint) => complaint !== null)
}
