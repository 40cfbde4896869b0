/** Why Roost cannot start, or its database not be put back: what happened, what was kept, what to do. */
export const startSentences = {
  'restore.noSnapshot': 'There is no snapshot in {{path}}. Nothing was changed.',
  'restore.nothingThere': 'There is nothing to restore from at {{path}}. Nothing was changed.',
  'restore.noBackup': 'There is no backup of Roost in {{path}}. Nothing was changed.',
  'restore.severalHubs':
    'There are backups of several hubs, and nothing was changed. Choose one of {{places}}',
  'restore.notWhole': 'There is no whole backup in {{path}}: none was finished. Nothing was changed.',
  'start.portForbidden':
    'Port {{port}} may not be used by this account. Choose one above 1023 with --port. Nothing was changed.',
  'start.hostUnknown':
    '--host {{host}} is not an address of this machine. Use 0.0.0.0 for all of its addresses.',
  'start.inUse':
    'Another program is using {{path}}: {{finding}}. Nothing was changed. Close that program, then start Roost again.',
  'start.notWritable':
    'Roost cannot write to {{path}}: {{finding}}. Nothing was changed. Give your account the right to write there, free some disk space, or choose another folder with --data.',
  'start.damaged':
    'The database {{path}} is damaged ({{finding}}). Its files and all saves were left exactly as they are. To go on, start Roost once without its window with --restore latest (the newest snapshot), with --restore and the folder of your backups, or, if there is neither, with --rebuild, which makes a database from what is written beside the saves. Each keeps the damaged files aside.',
  'start.networkFolder':
    'The data folder {{path}} is on a network filesystem ({{finding}}), where a database cannot be kept safely. Nothing was changed. Choose a folder on a disk of this computer with --data; a network folder is a good place for backups.',
  'start.noLog':
    "The filesystem of {{path}} cannot keep SQLite's write-ahead log, as network filesystems cannot. Nothing was changed. Choose a folder on a disk of this computer with --data.",
  'start.otherRoost':
    'Another Roost is using the data folder {{path}}. Nothing was changed. Use that one, stop it first, or choose another folder with --data.',
  'start.otherRoostKnown':
    'Another Roost (process {{process}}) is using the data folder {{path}}. Nothing was changed. Use that one, stop it first, or choose another folder with --data.',
  'start.movedAway':
    'The data of Roost was moved to {{path}}, and is not there now. Nothing was changed. Connect that disk and start Roost again; or, to go back to what was left here, remove the file {{file}}.',
  'start.movedFrom':
    'The data of this folder was moved to {{path}}. Nothing was changed. Name that folder with --data; or, to go back to what was left here, remove the file {{file}}.',
  'start.movedCircle': 'The files {{file}} from {{path}} on lead in a circle. Remove one of them.',
  'start.newer':
    'The database {{path}} was made by a newer version of Roost ({{finding}}). Nothing was changed. Install that version or a later one; this one could lose what it does not know.',
  'start.foreign':
    'The database {{path}} was made by another program or another build of Roost ({{finding}}). Nothing was changed. Start what made it, or choose another folder with --data.',
  'start.noCopy':
    'The database {{path}} must change for this version, and the copy to make first failed ({{finding}}). Nothing was changed. Free some disk space in {{folder}}, then start Roost again.',
  'start.notBrought':
    'The database {{path}} could not be brought to this version ({{finding}}). Nothing was changed. Go on with the version of Roost used before, and please report this.',
  'start.notBroughtCopied':
    'The database {{path}} could not be brought to this version ({{finding}}). The database is exactly as it was, and a copy of it is in {{copy}}. Go on with the version of Roost used before, and please report this.',
} as const
