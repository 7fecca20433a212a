import { annotatedPorts, TLS_PORTS_ANNOTATION } from '../../../kube/load-balancer';
import { isTrue, text, truth, verbatim, wholeNumber } from '../convert';
import {
  by,
  changed,
  mapped,
  obsolete,
  type Option,
  type Options,
  type Reading,
  set,
  type Setting,
  to,
  unneeded,
  type Values,
} from '../option';

const TLS_SECRET = 'ow-ingress-tls-secret';
const EXISTING = 'openwhisk.ingress.tls.existingSecret';
const API_HOST = 'openwhisk.ingress.apiHost.name';

/** The name of the Secret with the Ingress' certificate, as the user or the chart has it. */
const tlsSecretName = ({ get }: Values): string => text(get('whisk.ingress.tls.secretname') ?? TLS_SECRET);

/** A certificate of the user's: a Secret that they make from its files. */
export function ownCertificate(name: string, cert: string, key: string, { defaults }: Values): Reading {
  const command = `kubectl create secret tls ${name} --namespace ${defaults.namespace} --cert='${cert}' --key='${key}'`;
  return { ...changed('a private key is in a Secret, not in a file', set(EXISTING, name)), command };
}

const isIngress = ({ get }: Values): boolean => get('whisk.ingress.type') === 'Standard';

/** A certificate option, which in the chart belongs to an Ingress. */
const ofIngress = (read: Option['read']): Option =>
  by([EXISTING], (value, values, key) =>
    isIngress(values) ? read(value, values, key) : unneeded('not used: only an Ingress (type Standard) has it'),
  );

/** The certificate that the chart has in the values file itself, in base64. */
const inlineCertificate = (values: Values): Reading =>
  isTrue(values.get('whisk.ingress.tls.createsecret'))
    ? ownCertificate(tlsSecretName(values), '<file with your certificate>', '<file with your private key>', values)
    : unneeded('not used: whisk.ingress.tls.createsecret is false');

function readDomain(value: unknown, values: Values): Reading {
  const host = values.get('whisk.ingress.apiHostName');
  if (!isIngress(values)) return unneeded('only an Ingress has it');
  if (!host) return changed('the Ingress has the name of the API host', set(API_HOST, text(value)));
  if (host === value) return mapped(set(API_HOST, text(value)));
  return changed(`the Ingress has the name of the API host, ${text(host)}`);
}

/** The chart's annotation for the Ingress class, from before `ingressClassName` existed. */
const CLASS_ANNOTATION = 'kubernetes.io/ingress.class';

/** Ports of the nginx Service, and the names that the chart's documentation (k8s-aws.md) and its earlier versions give them. */
const PORTS: Readonly<Record<string, 'http' | 'https'>> = { 'http-api': 'http', 'https-api': 'https' };
const OLD_NAME = /\bhttps?-api\b/g;
const OWN_PORTS = ['http', '80', 'https', '443'];

/** An annotation of the Service: its ports have the platform's names. */
function readServiceAnnotation(value: unknown, key: string): Reading {
  const original = verbatim(value);
  const renamed = original.replace(OLD_NAME, (name) => PORTS[name] ?? name);
  const isPortList = key === TLS_PORTS_ANNOTATION;
  const missing = isPortList ? annotatedPorts(renamed).filter((port) => !OWN_PORTS.includes(port)) : [];
  const kept = isPortList
    ? renamed
        .split(',')
        .filter((port) => !missing.includes(port.trim()))
        .join(',')
    : renamed;
  const settings = kept === '' ? [] : [annotation(key, kept)];
  const reasons = [
    ...[...new Set(original.match(OLD_NAME) ?? [])].map(
      (name) => `the port ${name} of the chart's documentation is ${PORTS[name] ?? name}`,
    ),
    ...missing.map((port) => `without ${port}: the Service has the ports http (80) and https (443)`),
  ];
  return reasons.length > 0 ? changed(reasons.join('; '), ...settings) : mapped(...settings);
}

const annotation = (key: string, value: string): Setting => ({ path: 'openwhisk.ingress.annotations', key, value });

function readAnnotation(value: unknown, values: Values, key: string): Reading {
  if (values.get('whisk.ingress.type') === 'LoadBalancer') return readServiceAnnotation(value, key);
  if (key !== CLASS_ANNOTATION) return mapped(annotation(key, verbatim(value)));
  return changed(
    'the annotation is deprecated; the class is a property',
    set('openwhisk.ingress.className', text(value)),
  );
}

/** Options below `whisk.ingress`. */
export const INGRESS: Options = {
  'whisk.ingress.apiHostName': to(API_HOST, text),
  'whisk.ingress.apiHostPort': to('openwhisk.ingress.apiHost.port', wholeNumber),
  'whisk.ingress.apiHostProto': to('openwhisk.ingress.apiHost.protocol', text),
  'whisk.ingress.type': to('openwhisk.ingress.type', text),
  'whisk.ingress.annotations.*': by(['openwhisk.ingress.annotations', 'openwhisk.ingress.className'], readAnnotation),
  'whisk.ingress.domain': by([API_HOST], readDomain),
  'whisk.ingress.awsSSL': to('openwhisk.ingress.tls.terminatedUpstream', truth),
  'whisk.ingress.useInternally': by(['openwhisk.ingress.useInternally'], (value, values) =>
    truth(value) && isIngress(values)
      ? changed(
          'stays off: network policies do not admit actions to the Ingress controller; they use the Service of nginx',
        )
      : mapped(set('openwhisk.ingress.useInternally', truth(value))),
  ),
  'whisk.ingress.tls.enabled': ofIngress((value, values) =>
    truth(value)
      ? mapped(set(EXISTING, tlsSecretName(values)))
      : unneeded('without a Secret, the certificate is that of the Ingress controller'),
  ),
  'whisk.ingress.tls.createsecret': ofIngress((value, values) =>
    truth(value) ? inlineCertificate(values) : unneeded('the Secret exists, or none is used'),
  ),
  'whisk.ingress.tls.secretname': ofIngress((value, { get }) =>
    isTrue(get('whisk.ingress.tls.enabled')) || isTrue(get('whisk.ingress.tls.createsecret'))
      ? mapped(set(EXISTING, text(value)))
      : unneeded('not used: whisk.ingress.tls.enabled is false'),
  ),
  'whisk.ingress.tls.secretenabled': obsolete(
    "the chart reads it nowhere, though its documentation's examples have it",
  ),
  'whisk.ingress.tls.secrettype': obsolete('the type is always kubernetes.io/tls'),
  'whisk.ingress.tls.crt': { ...ofIngress((_, values) => inlineCertificate(values)), secret: true },
  'whisk.ingress.tls.key': { ...ofIngress((_, values) => inlineCertificate(values)), secret: true },
};
