import { expect, test } from 'vitest'
import { redact } from '../../../main/log'

test.each(['rmm_', 'roost_at_', 'roost_rt_'])(
  'a token that begins with %s is taken out of a line',
  (prefix) => {
    const secret = `${prefix}${'0123456789abcdef'.repeat(4)}`
    for (const line of [secret, `{"msg":"${secret}"}`, `a_${secret}, b`, `/x/${secret}?y`]) {
      expect(redact(line)).not.toContain('0123')
      expect(redact(line)).toContain('…')
    }
  },
)
