import { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { OPERATOR_GROUP } from '../crds/version';
import type { Endpoint } from '../kube/endpoint';
import type { Mistake } from '../platform/mistake';
import type { Monitoring } from '../platform/model';
import { deployedNamespaces } from '../platform/namespaces';
import type { SectionRule } from '../platform/rule';
import { addressOfUrl } from '../text/address';

type Existing = NonNullable<Monitoring['prometheus']['existing']>;

/** The address of a Prometheus that exists; by default the Service that the operator creates in front of all of a namespace. */
export function existingEndpoint({ namespace, podLabels, url }: Existing): Endpoint {
  const { host, port } = addressOfUrl(url ?? `http://prometheus-operated.${namespace}.svc:9090`);
  return { host, port, pods: { selector: podLabels, namespace, port } };
}

/** Labels the monitors and rules of an app for the selectors of a Prometheus. */
export function labelForSelectors(app: IConstruct, { labels }: Existing): void {
  // `instanceof` of any subclass holds for every ApiObject (cdk8s, `ApiObject[Symbol.hasInstance]`).
  for (const object of app.node.findAll()) {
    if (!ApiObject.isApiObject(object) || object.apiGroup !== OPERATOR_GROUP) continue;
    for (const [key, value] of Object.entries(labels)) object.metadata.addLabel(key, value);
  }
}

/** A Prometheus that exists is outside of the platform's namespaces, whose policies deny what they do not name. */
export const existingIsForeign: SectionRule<Monitoring> = ({ prometheus: { existing } }, platform): Mistake[] =>
  existing && deployedNamespaces(platform).includes(existing.namespace)
    ? [
        {
          path: ['monitoring', 'prometheus', 'existing', 'namespace'],
          problem: `'${existing.namespace}' is a namespace of the platform`,
          allowed: 'a namespace outside the platform',
          fix: `set monitoring.namespace to another name, such as ${platform.name}-monitoring`,
        },
      ]
    : [];
