/** What the harness found wrong by itself, while a test asked something else; told when the test ends. */
const complaints: string[] = []

export function complain(complaint: string): void {
  complaints.push(complaint)
}

/** Everything found since it was last asked. */
export function takeComplaints(): string[] {
  return complaints.splice(0)
}
