import { itemsAt, textAt, textsAt, valueAt } from '../read/loose';
import type { LooseContainer, LoosePods } from '../read/loose-pods';
import { findObject, type Subject } from '../subject';

/** `listen 8443 ssl;` of nginx: an address, a port, and parameters. */
const LISTEN = /^\s*listen\s+(?:\S*:)?(\d+)((?:\s+[^;]+)?);/gm;

/** `ssl on;` of nginx makes every port of its server one of TLS. */
const SSL_ON = /^\s*ssl\s+on\s*;/m;

/** Flags of Go programs that name a port of TLS. */
const SECURE_PORT = /^--(?:secure-port|tls-port|https-port)[= ](\d+)$/;

/** Ports of a container whose protocol its configuration decides: true for TLS. */
export function tlsPortsOf(subject: Subject, pods: LoosePods, container: LooseContainer): ReadonlyMap<number, boolean> {
  const ports = new Map<number, boolean>();
  for (const text of filesOf(subject, pods, container)) {
    if (SSL_ON.test(text)) continue;
    for (const [, port = '', parameters = ''] of text.matchAll(LISTEN))
      ports.set(Number(port), /\b(ssl|quic)\b/.test(parameters) || ports.get(Number(port)) === true);
  }
  for (const word of [...textsAt(container.fields, 'command'), ...textsAt(container.fields, 'args')]) {
    const [, port] = SECURE_PORT.exec(word) ?? [];
    if (port !== undefined) ports.set(Number(port), true);
  }
  return ports;
}

/** Files of nginx that a container mounts from ConfigMaps. */
function filesOf(subject: Subject, pods: LoosePods, container: LooseContainer): string[] {
  const mounted = itemsAt(container.fields, 'volumeMounts').map((mount) => textAt(mount, 'name'));
  return itemsAt(pods.spec, 'volumes')
    .filter((volume) => mounted.includes(textAt(volume, 'name')))
    .flatMap((volume) => textAt(volume, 'configMap', 'name') ?? [])
    .flatMap((name) => {
      const config = findObject(subject, 'ConfigMap', name, pods.object.manifest.metadata.namespace);
      const data = valueAt(config?.manifest, 'data');
      return Object.values((data ?? {}) as Record<string, unknown>).filter(
        (text): text is string => typeof text === 'string' && text.includes('listen'),
      );
    });
}
