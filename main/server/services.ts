import type { ActivityService } from '../domain/activity/activity-service'
import type { CloneWatch } from '../domain/devices/clone-watch'
import type { DeviceRegistration } from '../domain/devices/device-registration'
import type { DeviceService } from '../domain/devices/device-service'
import type { DeviceTransfer } from '../domain/devices/device-transfer'
import type { EventLog } from '../domain/events/event-log'
import type { Authenticator } from '../domain/identity/authenticator'
import type { PasswordCheck } from '../domain/identity/password-check'
import type { Revocations } from '../domain/identity/revocations'
import type { Clock } from '../domain/clock'
import type { HomeReader } from '../domain/home/home-facts'
import type { JobRegistry } from '../domain/jobs/job-registry'
import type { GameContent } from '../domain/library/game-content'
import type { ImportGames } from '../domain/library/import-games'
import type { LibraryFolders } from '../domain/library/library-folders'
import type { LibraryLook } from '../domain/library/library-look'
import type { LibraryService } from '../domain/library/library-service'
import type { AllowedHosts } from '../domain/network/allowed-hosts'
import type { ConnectionDoctor } from '../domain/network/connection-doctor'
import type { TlsDoor } from '../domain/network/tls-door'
import type { NetworkWatch } from '../domain/network/network-watch'
import type { NetworkStatus } from '../domain/network/network-status'
import type { Traffic } from '../domain/network/traffic'
import type { OAuthDoor } from '../domain/oauth/oauth-door'
import type { PairingService } from '../domain/pairing/pairing-service'
import type { PlayService } from '../domain/play/play-service'
import type { OwnerSetup } from '../domain/people/owner-setup'
import type { PersonChanges } from '../domain/people/person-changes'
import type { PersonRemoval } from '../domain/people/person-removal'
import type { PersonService } from '../domain/people/person-service'
import type { BlobStore } from '../domain/saves/blob-store'
import type { SaveIntake } from '../domain/saves/save-intake'
import type { SaveService } from '../domain/saves/save-service'
import type { SaveUploads } from '../domain/saves/save-uploads'
import type { SideCars } from '../domain/saves/side-cars'
import type { LineService } from '../domain/saves/line-service'
import type { StateService } from '../domain/saves/state-service'
import type { StateUploads } from '../domain/saves/state-uploads'
import type { VersionContents } from '../domain/saves/version-contents'
import type { VersionService } from '../domain/saves/version-service'
import type { Inbox } from '../domain/sync/inbox'
import type { Negotiation } from '../domain/sync/negotiation'
import type { SyncStatus } from '../domain/sync/sync-status'
import type { SyncSessions } from '../domain/sync/sync-sessions'
import type { LinkService } from '../domain/sessions/link-service'
import type { SessionService } from '../domain/sessions/session-service'
import type { BackupService } from '../domain/storage/backup-service'
import type { MoveData } from '../domain/storage/move-data'
import type { StorageCare } from '../domain/storage/storage-care'
import type { VerifyContents } from '../domain/storage/verify-contents'
import type { HealthService } from '../domain/health/health-service'
import type { DiskMonitor } from '../domain/storage/disk-monitor'
import type { ImportService } from '../domain/import/import-service'
import type { ExportFolder } from '../domain/storage/export-folder'
import type { ExportSaves } from '../domain/storage/export-saves'
import type { Pruning } from '../domain/storage/pruning'
import type { StorageService } from '../domain/storage/storage-service'
import type { AccessTokenService } from '../domain/tokens/access-token-service'
import type { CodeExchange } from '../domain/tokens/code-exchange'
import type { TokenService } from '../domain/tokens/token-service'

/** What the routes call. Made once, in hub.ts. */
export interface Services {
  readonly clock: Clock
  readonly authenticator: Authenticator
  readonly passwords: PasswordCheck
  readonly pairing: PairingService
  readonly tokens: TokenService
  readonly exchange: CodeExchange
  readonly accessTokens: AccessTokenService
  readonly oauth: OAuthDoor
  readonly devices: DeviceService
  readonly registration: DeviceRegistration
  readonly transfers: DeviceTransfer
  readonly clones: CloneWatch
  readonly people: PersonService
  readonly personChanges: PersonChanges
  readonly personRemoval: PersonRemoval
  readonly activity: ActivityService
  readonly sessions: SessionService
  readonly links: LinkService
  readonly setup: OwnerSetup
  readonly events: EventLog
  readonly revocations: Revocations
  readonly network: NetworkStatus
  readonly traffic: Traffic
  readonly networkWatch: NetworkWatch
  readonly hosts: AllowedHosts
  readonly doctor: ConnectionDoctor
  readonly tls: TlsDoor
  readonly blobs: BlobStore
  readonly intake: SaveIntake
  readonly uploads: SaveUploads
  readonly saves: SaveService
  readonly states: StateService
  readonly stateUploads: StateUploads
  readonly versions: VersionService
  readonly lines: LineService
  readonly contents: VersionContents
  readonly sideCars: SideCars
  readonly negotiation: Negotiation
  readonly inbox: Inbox
  readonly syncSessions: SyncSessions
  readonly syncStatus: SyncStatus
  readonly play: PlayService
  readonly home: HomeReader
  readonly jobs: JobRegistry
  readonly library: LibraryService
  readonly libraryFolders: LibraryFolders
  readonly libraryLook: LibraryLook
  readonly importGames: ImportGames
  readonly content: GameContent
  readonly backups: BackupService
  readonly move: MoveData
  readonly verify: VerifyContents
  readonly storageCare: StorageCare
  readonly disk: DiskMonitor
  readonly health: HealthService
  readonly pruning: Pruning
  readonly exports: ExportSaves
  readonly folderExports: ExportFolder
  readonly imports: ImportService
  readonly storage: StorageService
}

/** How the server is told to behave. */
export interface ServerSettings {
  readonly version: string
  /** Names this hub: part of the cookie's name, because cookies cross ports. */
  readonly hubId: string
  readonly hostName: string
  readonly trustedProxies: readonly string[]
  /** The folder of the built page. */
  readonly pageFolder: string
}
