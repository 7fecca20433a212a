import { definition } from './definitions';
import * as scaledobjects from './schemas/scaledobjects.json';
import * as triggerauthentications from './schemas/triggerauthentications.json';

/** KEDA's custom resource definitions by kind, without descriptions; read-only. KEDA itself brings them into a cluster. */
export const KEDA_DEFINITIONS = {
  ScaledObject: definition(scaledobjects),
  TriggerAuthentication: definition(triggerauthentications),
};

/** A kind of KEDA's custom resources. */
export type KedaKind = keyof typeof KEDA_DEFINITIONS;
