/** Backups, the disk, moving the data, and jobs. */
export const storageSentences = {
  'backup.inData':
    '{{path}} is inside the data folder of Roost: what happens to one happens to the other. Choose a folder on another disk.',
  'backup.cannotWrite':
    'Roost cannot write to {{path}} ({{why}}). Nothing was changed. Give your account the right to write there, or choose another folder.',
  'backup.away':
    '{{path}} is not there. Is the disk connected and switched on? The backups made before are kept on it; if the folder is gone for good, pick another one.',
  'backup.cannotOpen':
    '{{path}} cannot be opened ({{why}}). Make the folder first, and check that its disk is connected.',
  'backup.running': 'A backup is being made. Wait until it has ended, or cancel it, then try again',
  'backup.noFolder': 'No folder for backups was picked yet: pick one first, best on another disk',
  'backup.fault': 'It failed by a fault of the hub; its log says more. The backups before it are kept.',
  'backup.diskFull':
    'The disk of the backups is full. The backups before this one are kept. Free some space there, or pick another folder.',
  'backup.mayNotWrite':
    'Roost may not write to the folder of the backups. The backups before this one are kept. Give your account the right to write there.',
  'backup.diskGone':
    'The disk of the backups reported an error, or was taken away. The backups before this one are kept. Check that it is connected and healthy.',
  'backup.diskLies':
    'The disk of the backups gave back other bytes than were written to it: it may be failing. The backups before this one are kept. Use another disk.',
  'disk.nearlyFull':
    'The disk of this hub is nearly full, so it takes no new saves. Everything stored before is kept. Free some space on the disk, then try again.',
  'disk.tooLarge':
    'This save is too large for the space left on the disk of this hub. Everything stored before is kept. Free some space on the disk, then try again.',
  'disk.full':
    'The disk that holds the data folder is full. This was not stored; everything stored before is kept. Free some disk space, then try again.',
  'disk.readOnly':
    'Roost may not write to its data folder. This was not stored; everything stored before is kept. Give your account the right to write there, or make the disk writable, then try again.',
  'disk.failed':
    'The disk that holds the data folder reported an error. This was not done; what was stored before was not touched. Check that the disk is connected and healthy, then try again.',
  'disk.moved':
    'The data was moved to another folder. This was not stored; everything stored before is there. Restart Roost.',
  'job.fault': 'This failed by a fault of the hub; its log says more',
  'job.unknown': 'Job with ID {{id}} not found',
  'wait.move': 'Wait until the running move has ended, or cancel it',
  'wait.backup': 'Wait until the running backup has ended, or cancel it',
  'wait.verify': 'Wait until the running verify has ended, or cancel it',
  'wait.export': 'Wait until the running export has ended, or cancel it',
  'wait.import': 'Wait until the running import has ended, or cancel it',
  'move.named':
    'The data folder was named with --data when Roost was started. Stop Roost, move the folder yourself, and start Roost with the new place as --data.',
  'move.parentAway': '{{path}} is not there. Is its disk connected?',
  'move.overData': '{{path}} is, holds, or is in the data folder {{data}}: choose another one',
  'move.network':
    '{{path}} is on a network filesystem ({{kind}}), where a database cannot be kept safely. Choose a disk of this computer; a network folder is a good place for backups.',
  'move.notEmpty': '{{path}} is not empty: choose an empty folder, or name a new one in it',
  'move.cannotWrite': 'Roost cannot write to {{path}} ({{why}}). Nothing was changed.',
  'move.already': 'The data was moved already: restart Roost first',
  'move.restartFirst': 'Restart Roost first, and see that all is well',
  'move.noOld': 'There is no old data folder to remove',
  'move.failed': 'The data was not moved: {{why}}. Everything is where it was, and is used from there.',
  'move.differs': '{{path}} reads back differently from what was written',
  'content.tooLarge':
    'The content exceeds the maximum allowed size of {{bytes}} bytes. Nothing of it was kept.',
} as const
