import { isExistingClaim } from '../kube/storage';
import type { Check, Finding } from './finding';
import { missing } from './missing';
import { exists } from './read/made';
import { podOwners, type PodOwner } from './read/manifests';
import type { RuleId } from './rule-list';
import { findObject, isForeign, objectsOfKind, type CheckedObject, type Subject } from './subject';

/**
 * Everything that a pod refers to exists, with its keys: ConfigMaps, ServiceAccounts, claims, and named ports of probes. The
 * check `launch` covers the Secrets of a platform, which a Job or the user creates; all others have to exist.
 */
export const references: Check = (subject) =>
  podOwners(subject).flatMap((owner) => new PodReferences(subject, owner).findings());

/** An object with keys that a pod reads. */
interface Reference {
  readonly name?: string;
  readonly keys?: readonly string[];
  readonly optional?: boolean;
}

/** The references of one pod. */
class PodReferences {
  private readonly found: Finding[] = [];
  private readonly object: CheckedObject;
  private readonly namespace: string | undefined;

  constructor(
    private readonly subject: Subject,
    private readonly owner: PodOwner,
  ) {
    this.object = owner.object;
    this.namespace = owner.object.manifest.metadata.namespace;
  }

  public findings(): Finding[] {
    const { spec } = this.owner.pod;
    if (spec.serviceAccountName) this.need('FS-103', 'ServiceAccount', spec.serviceAccountName);
    for (const { name } of isForeign(this.subject) ? (spec.imagePullSecrets ?? []) : [])
      this.need('FS-118', 'Secret', name);
    this.volumes();
    for (const container of this.owner.containers) {
      this.variables(container);
      this.files(container);
      this.ports(container);
    }
    return distinct(this.found);
  }

  private volumes(): void {
    // The controller of a StatefulSet puts the claims of its templates in the place of volumes with their names.
    const { volumeClaimTemplates = [] } = (this.object.manifest['spec'] ?? {}) as {
      readonly volumeClaimTemplates?: readonly { readonly metadata?: { readonly name?: string } }[];
    };
    const made = new Set(volumeClaimTemplates.map(({ metadata }) => metadata?.name));
    for (const { name, configMap, secret, projected, persistentVolumeClaim } of this.owner.pod.spec.volumes ?? []) {
      if (configMap) this.config({ ...configMap, keys: configMap.items?.map(({ key }) => key) });
      if (secret) this.secret({ ...secret, name: secret.secretName, keys: secret.items?.map(({ key }) => key) });
      for (const source of projected?.sources ?? []) {
        if (source.configMap) this.config({ ...source.configMap, keys: source.configMap.items?.map(({ key }) => key) });
        if (source.secret) this.secret({ ...source.secret, keys: source.secret.items?.map(({ key }) => key) });
      }
      const { claimName } = persistentVolumeClaim ?? {};
      if (claimName && !made.has(name) && !(this.object.construct && isExistingClaim(this.object.construct, claimName)))
        this.need('FS-104', 'PersistentVolumeClaim', claimName);
    }
  }

  private variables({ env = [], envFrom = [] }: PodOwner['containers'][number]): void {
    for (const { valueFrom } of env) {
      const { configMapKeyRef, secretKeyRef } = valueFrom ?? {};
      if (configMapKeyRef) this.config({ ...configMapKeyRef, keys: [configMapKeyRef.key] });
      if (secretKeyRef) this.secret({ ...secretKeyRef, keys: [secretKeyRef.key] });
    }
    for (const { configMapRef, secretRef } of envFrom) {
      if (configMapRef) this.config(configMapRef);
      if (secretRef) this.secret(secretRef);
    }
  }

  /** A file of a ConfigMap or Secret that is mounted alone: without the key, the path is an empty folder. */
  private files({ volumeMounts = [] }: PodOwner['containers'][number]): void {
    for (const { name, subPath } of volumeMounts) {
      const volume = (this.owner.pod.spec.volumes ?? []).find((one) => one.name === name);
      if (!volume || !subPath || subPath.includes('/')) continue;
      const { configMap, secret } = volume;
      if (configMap && !configMap.items) this.config({ ...configMap, keys: [subPath] });
      if (secret && !secret.items) this.secret({ ...secret, name: secret.secretName, keys: [subPath] });
    }
  }

  private ports({ name: container, ports = [], ...probes }: PodOwner['containers'][number]): void {
    const names = ports.map(({ name }) => name);
    for (const probe of [probes.livenessProbe, probes.readinessProbe, probes.startupProbe]) {
      const port = probe?.httpGet?.port ?? probe?.tcpSocket?.port;
      if (typeof port === 'string' && !names.includes(port) && !/^\d+$/.test(port)) {
        this.found.push(missing('FS-106', this.object, `port '${port}' of container '${container}'`));
      }
    }
  }

  private config(reference: Reference): void {
    this.keyed('FS-101', 'ConfigMap', reference);
  }

  private secret(reference: Reference): void {
    if (isForeign(this.subject)) this.keyed('FS-102', 'Secret', reference);
  }

  private keyed(rule: RuleId, kind: string, { name, keys = [], optional = false }: Reference): void {
    if (optional || !name) return;
    this.need(rule, kind, name);
    const target = findObject(this.subject, kind, name, this.namespace);
    const known = target && knownKeys(this.subject, target);
    for (const key of known ? keys : []) {
      if (!known?.has(key))
        this.found.push(missing(rule, this.object, `key '${key}' of ${kind} '${name}'`, [...(known ?? [])]));
    }
  }

  private need(rule: RuleId, kind: string, name: string): void {
    if (exists(this.subject, this.object, kind, name, this.namespace)) return;
    const names = objectsOfKind(this.subject, kind).filter(
      ({ manifest }) => manifest.metadata.namespace === this.namespace,
    );
    this.found.push(
      missing(
        rule,
        this.object,
        `${kind} '${name}'`,
        names.map(({ manifest }) => manifest.metadata.name),
      ),
    );
  }
}

/** Type of a Secret that Kubernetes fills. */
const SERVICE_ACCOUNT_TOKEN = 'kubernetes.io/service-account-token';

/** The keys of a ConfigMap or Secret; nothing where something fills it when it runs. */
function knownKeys(subject: Subject, { manifest }: CheckedObject): ReadonlySet<string> | undefined {
  const fields = [manifest['data'], manifest['stringData'], manifest['binaryData']];
  const keys = new Set(fields.flatMap((values) => Object.keys(values ?? {})));
  const isFilled = manifest['type'] === SERVICE_ACCOUNT_TOKEN || keys.size === 0;
  return isForeign(subject) && isFilled ? undefined : keys;
}

/** Several containers of a pod often refer to the same object. */
function distinct(findings: readonly Finding[]): Finding[] {
  return [...new Map(findings.map((one) => [`${one.rule} ${one.problem}`, one])).values()];
}
