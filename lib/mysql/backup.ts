import { Construct } from 'constructs';
import type { Env } from '../kube/env';
import type { Endpoint } from '../kube/endpoint';
import { ScheduledTask, TaskOnDemand } from '../kube/job';
import type { ContainerProps } from '../kube/pod';
import { Identity } from '../kube/rbac';
import { required } from '../kube/required';
import type { Resources } from '../kube/resources';
import type { Credentials } from '../kube/secrets';
import { CREDENTIALS, dataVolume, existingClaim, TMP, type Mount, type Volume } from '../kube/storage';
import type { MySql } from '../platform/model';
import { AUTHORITIES_FILE, authoritiesMount } from './client';
import { mysqlComponent } from './component';
import type { MySqlServer } from './server';
import { backupScript, restoreScript } from './scripts/backup';

/** Properties of {@link MySqlBackup}. */
export interface MySqlBackupProps {
  readonly version: MySql['version'];
  readonly spec: NonNullable<MySql['backup']>;
  readonly server: Pick<MySqlServer, 'endpoint' | 'adminEndpoint' | 'database' | 'application' | 'tls' | 'ready'>;
  /** Reads the database for the backups. */
  readonly user: Credentials;
}

const BACKUP = mysqlComponent('mysql-backup');
const RESTORE = mysqlComponent('mysql-restore');
const DIRECTORY = '/backup';
const OPTIONS = `${CREDENTIALS.path}/client.cnf`;
/** User of the image; it owns the files of the volume. */
const SECURITY = { uid: 999 };
const RESOURCES: Resources = {
  requests: { cpu: '50m', memory: '128Mi' },
  limits: { cpu: '1', memory: '512Mi' },
};

/** Backups on a volume by a schedule, and a task on demand that restores one. */
export class MySqlBackup extends Construct {
  constructor(scope: Construct, id: string, { version, spec, server, user }: MySqlBackupProps) {
    super(scope, id);
    const volume = this.volume(spec);
    const { endpoint, adminEndpoint, ready } = server;
    const container = (target: Endpoint, { secret, usernameKey, passwordKey }: Credentials): TaskContainer => ({
      image: 'mysql',
      env: {
        HOST: target.host,
        PORT: String(target.port),
        USERNAME: { secret, key: usernameKey },
        PASSWORD: { secret, key: passwordKey },
        CA: AUTHORITIES_FILE,
        OPTIONS,
        DATABASE: server.database,
        DIRECTORY,
      },
      mounts: [authoritiesMount(server.tls.authorities), CREDENTIALS, TMP],
      resources: RESOURCES,
    });
    const reading = container(adminEndpoint, user);
    new ScheduledTask(this, 'Backup', {
      component: BACKUP,
      role: 'core',
      identity: new Identity(this, 'BackupIdentity', { component: BACKUP }),
      security: SECURITY,
      schedule: spec.schedule,
      activeDeadlineSeconds: spec.deadlineSeconds,
      waitsFor: [ready],
      connectsTo: [adminEndpoint],
      containers: [
        {
          ...reading,
          name: 'backup',
          command: ['sh', '-c', backupScript(version)],
          env: { ...reading.env, KEEP: String(spec.keep) },
          mounts: [...reading.mounts, { volume, path: DIRECTORY }],
        },
      ],
    });
    const writing = container(endpoint, server.application);
    new TaskOnDemand(this, 'Restore', {
      component: RESTORE,
      role: 'core',
      identity: new Identity(this, 'RestoreIdentity', { component: RESTORE }),
      security: SECURITY,
      activeDeadlineSeconds: spec.deadlineSeconds,
      waitsFor: [ready],
      containers: [
        {
          ...writing,
          name: 'restore',
          command: ['sh', '-c', restoreScript(version)],
          env: { ...writing.env, FILE: spec.restoreFrom },
          mounts: [...writing.mounts, { volume, path: DIRECTORY, readOnly: true }],
        },
      ],
    });
  }

  private volume({ size, existingClaim: claim }: MySqlBackupProps['spec']): Volume {
    if (claim) return existingClaim(this, 'backup', claim);
    return dataVolume(this, { component: BACKUP, name: 'backup', size: required(size, 'the size of the backups') });
  }
}

/** A container of one of the tasks, without what distinguishes them. */
interface TaskContainer extends Pick<ContainerProps, 'image' | 'resources'> {
  readonly env: Env;
  readonly mounts: readonly Mount[];
}
