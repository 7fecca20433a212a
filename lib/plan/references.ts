import type { Manifest } from '../kube/synthesis';

/** A mention of another object: its kind and its name. */
export type Reference = readonly [kind: string, name: string];

/** Fields that hold the name of an object, wherever they are in a manifest. */
const NAMES: Readonly<Record<string, string>> = {
  serviceAccountName: 'ServiceAccount',
  serviceName: 'Service',
  claimName: 'PersistentVolumeClaim',
  secretName: 'Secret',
};

/** Fields that hold an object with a `name`. */
const NAMED: Readonly<Record<string, string>> = {
  configMap: 'ConfigMap',
  configMapRef: 'ConfigMap',
  configMapKeyRef: 'ConfigMap',
  secret: 'Secret',
  secretRef: 'Secret',
  secretKeyRef: 'Secret',
  imagePullSecrets: 'Secret',
  backendRefs: 'Service',
  certificateRefs: 'Secret',
  parentRefs: 'Gateway',
};

/** Fields that hold an object with a `kind` and a `name`. */
const TYPED = ['roleRef', 'scaleTargetRef'];

/** Kinds that route clients to a Service. Webhooks are excluded: only requests for other objects call them. */
const LEADS_TO_SERVICES = ['Ingress', 'APIService'];

/**
 * The objects that a manifest refers to; the ones in the plan must be created first. It looks at field names only, so
 * that it also finds the references of unknown kinds.
 */
export function referencesOf(manifest: Manifest): Reference[] {
  // The schema of a definition has fields of the same names, and megabytes of others.
  if (manifest.kind === 'CustomResourceDefinition') return [];
  const found: Reference[] = [];
  const leads = LEADS_TO_SERVICES.includes(manifest.kind);
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [field, child] of Object.entries(value)) {
      found.push(...mentioned(field, child, leads));
      visit(child);
    }
  };
  visit({ ...manifest, metadata: undefined, data: undefined });
  return found;
}

function mentioned(field: string, value: unknown, leadsToServices: boolean): Reference[] {
  const name = NAMES[field];
  if (name) return typeof value === 'string' ? [[name, value]] : [];
  const kind = NAMED[field] ?? (field === 'service' && leadsToServices ? 'Service' : undefined);
  const typed = TYPED.includes(field);
  if (!kind && !typed) return [];
  const holders = (Array.isArray(value) ? value : [value]) as ({ kind?: unknown; name?: unknown } | null | undefined)[];
  return holders.flatMap((holder): Reference[] => {
    const target = kind ?? holder?.kind;
    return typeof target === 'string' && typeof holder?.name === 'string' ? [[target, holder.name]] : [];
  });
}
