/** Devices, and what waits for a decision about them. */
export const deviceSentences = {
  'device.unknown': 'Device with ID {{id}} not found',
  'device.merged':
    'This entry was merged with another one of the same machine; there is nothing to bring back',
  'device.personGone': 'The person this device belongs to was removed. Bring that person back first',
  'device.successor':
    'The same machine has come back as "{{name}}" meanwhile, so there is nothing to bring back',
  'device.already': 'This device belongs to {{name}} already',
  'device.mergeSelf': 'A device cannot be merged with itself',
  'device.twoPeople': 'These devices belong to two people. Hand one over first',
  'device.twin': '{{person}} already has this machine as "{{name}}". Take one of the two out first',
  'conflict.unknown': 'Conflict with ID {{id}} not found',
  'conflict.closed': 'This conflict is closed already',
  'notice.unknown': 'Notice with ID {{id}} not found',
  'syncSession.unknown': 'Sync session with ID {{id}} not found',
} as const
