import { benchIdle } from './idle'
import { benchLists } from './lists'
import { report } from './measure'
import { benchStart } from './start'

async function main(): Promise<void> {
  process.stdout.write(
    `${report([...(await benchStart()), ...(await benchIdle()), ...(await benchLists())])}\n`,
  )
}

void main()
