import { expect, test } from 'vitest'
import { Connection } from '../../../main/store/connection'
import { emptyDatabase } from '../../migrations/fixture'

test('the end waits for what is running, also for what fails, and lets nothing new begin', async () => {
  const { writer } = await emptyDatabase()
  const connection = new Connection(writer.manager)
  const events: string[] = []
  const running = connection.run(async (manager) => {
    for (let step = 0; step < 20; step += 1) await manager.query('SELECT 1')
    events.push('ran')
  })
  const failing = connection
    .run((manager) => manager.query('SELECT nothing'))
    .catch(() => events.push('failed'))
  const ended = connection.end(new Error('It is over')).then(() => events.push('ended'))
  await expect(connection.run(() => Promise.resolve())).rejects.toThrow('It is over')
  await Promise.all([running, failing, ended])
  expect(events).toEqual(['failed', 'ran', 'ended'])
})
