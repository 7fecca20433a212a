import { isIP } from 'node:net';
import { activationCopies } from './activation-indices';
import { needsGateway } from './activation-store';
import { nodeMistakes } from '../elasticsearch/rules';
import type { Mistake } from '../platform/mistake';
import type { OpenWhisk, Platform } from '../platform/model';

const SECTION = ['openwhisk', 'activationStore', 'elasticsearch'] as const;

type External = NonNullable<OpenWhisk['activationStore']['elasticsearch']['external']>;

/** The mistakes between the values of the Elasticsearch for activations; none while CouchDB keeps them. */
export function activationStoreMistakes({ openwhisk: { activationStore } }: Platform): Mistake[] {
  const { backend, elasticsearch } = activationStore;
  if (backend === 'CouchDB') return [];
  if (elasticsearch.external) return certificateNamesHost(elasticsearch.external);
  const copies = { path: [...SECTION, 'copies'], number: activationCopies(elasticsearch) };
  return nodeMistakes(SECTION, elasticsearch, copies);
}

function certificateNamesHost(external: External): Mistake[] {
  const { host, protocol } = external;
  return protocol === 'https' && isIP(host) && needsGateway(external)
    ? [
        {
          path: [...SECTION, 'external', 'host'],
          problem: `'${host}' is an address, and nginx, which is the gateway, verifies names only`,
          allowed: 'the name in the certificate of the server',
          fix: 'write the name',
        },
      ]
    : [];
}
