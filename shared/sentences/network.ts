/** HTTPS, its certificate, and the name on the network. */
export const networkSentences = {
  'tls.noWay': 'Without HTTPS no handheld could reach Roost. Turn HTTPS on, or let plain HTTP in.',
  'tls.unchanged': '{{why}} Nothing was changed.',
  'tls.portTaken': 'Port {{port}} is taken by another program.',
  'tls.portForbidden': 'Port {{port}} may not be used by this account: choose one above 1023.',
  'tls.notOpened': 'HTTPS could not be opened on port {{port}}: {{why}}.',
  'tls.neverOn': 'HTTPS was never on: there is no authority yet',
  'certificate.otherKey': 'This key does not belong to this certificate. The former certificate stays.',
  'certificate.ranOut': 'This certificate ran out on {{time}}. The former certificate stays.',
  'certificate.notPem': 'The certificate is not PEM text that can be read. The former certificate stays.',
  'certificate.keyNotPem': 'The key is not PEM text that can be read. The former certificate stays.',
  'announce.noAdapter':
    'No network adapter takes part in mDNS: another program may keep port 5353 to itself.',
  'announce.namesTaken': 'Every name from {{name}} on is taken on this network.',
  'announce.noNetwork': 'There is no network to announce Roost on.',
  'host.tooMany': 'Roost answers to {{most}} names of your own already: take one away first.',
  'body.tooLarge': 'Request body exceeds the maximum allowed size of {{bytes}} bytes',
  'body.broken': 'The request body did not arrive whole',
} as const
