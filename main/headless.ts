import { runHeadless } from './run-headless'
import { widenThreadPool } from './thread-pool'

widenThreadPool(process.env)
void runHeadless(process.argv.slice(2), process.env)
