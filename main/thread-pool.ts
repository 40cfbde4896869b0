/**
 * Makes room for more than four calls of the system at once: a save that waits for the disk's fsync holds one, and the
 * database would stand behind four of them. Before the first such call; what a person set stays.
 */
export function widenThreadPool(environment: NodeJS.ProcessEnv): void {
  environment['UV_THREADPOOL_SIZE'] ??= '16'
}
