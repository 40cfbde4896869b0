import { runHeadless } from './run-headless'

void runHeadless(process.argv.slice(2), process.env)
