import { Construct } from 'constructs';
import { JobWorkload } from '../kube/job';
import { TMP } from '../kube/storage';
import type { PlatformFunction } from '../platform/functions';
import { openfaasComponent } from './component';
import { databaseEnv, databaseMount, type FunctionDatabase } from './function-database';

/** Properties of {@link FunctionSetup}. */
export interface FunctionSetupProps {
  readonly spec: PlatformFunction;
  /** Command in the image of the function. */
  readonly command: readonly string[];
  readonly database: FunctionDatabase;
}

/** A Job that prepares the database of a function, such as its tables, with the image of the function. */
export class FunctionSetup extends Construct {
  constructor(scope: Construct, id: string, { spec, command, database }: FunctionSetupProps) {
    super(scope, id);
    const { name, image, environment, user, requests, limits } = spec;
    new JobWorkload(this, 'Workload', {
      component: openfaasComponent(`${name}-setup`, 'function'),
      role: 'anywhere',
      security: { uid: user },
      waitsFor: [database.ready],
      connectsTo: [database.endpoint],
      containers: [
        {
          name: 'setup',
          image: 'openfaas-gateway',
          imageReference: image,
          command: [...command],
          env: { ...environment, ...databaseEnv(database, 1) },
          mounts: [databaseMount(database), TMP],
          resources: { requests, limits },
        },
      ],
    });
  }
}
