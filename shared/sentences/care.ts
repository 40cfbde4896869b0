/** What is stored, whether it is whole, and what can be done where it is not. */
export const careSentences = {
  'content.save': '{{game}} ({{platform}}), save of {{person}} from {{time}}',
  'content.state': '{{game}} ({{platform}}), state of {{person}} from {{time}}',
  'content.picture': '{{game}} ({{platform}}), picture of {{person}} from {{time}}',
  'content.unused': 'A content that no save uses ({{content}})',
  'content.more': 'and more',
  'verify.damaged': '{{what}}: its bytes are damaged. {{outcome}}',
  'verify.missing': '{{what}}: its bytes are missing. {{outcome}}',
  'verify.unreadable': '{{what}}: the disk did not give its bytes. {{outcome}}',
  'repair.done': 'A good copy from the backup was put in its place.',
  'repair.noBackup': 'There is no backup to put it back from.',
  'repair.notThere': 'The backup does not have it.',
  'repair.damagedToo': 'The copy in the backup is damaged too.',
  'repair.failed': 'It could not be put back from the backup ({{why}}).',
  'repair.kept': '{{outcome}} What is there was left as it is.',
  'backup.lacks': '{{what}}: its bytes are missing or damaged here, so this backup does not have it',
  'database.damaged':
    'The database is damaged ({{finding}}). Stop Roost, and start it once with --restore and the newest snapshot or backup.',
  'health.stopping': 'Roost is stopping. What was stored is kept; try again when it runs.',
  'health.damaged':
    'The database is damaged ({{finding}}). What can still be written is written; no save is thrown away.',
  'health.damaged.do':
    'Stop Roost, and start it once with --restore and the newest snapshot or backup; README says how.',
  'health.unwritable':
    'The database cannot be written. What was stored before is kept; nothing new is stored.',
  'health.unwritable.do':
    'Check that the disk of the data folder is connected, healthy and not write-protected; then start Roost again.',
} as const
