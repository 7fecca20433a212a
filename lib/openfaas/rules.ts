import { exceptionMistakes } from '../platform/address-ranges';
import type { Mistake } from '../platform/mistake';
import type { OpenFaas, Platform } from '../platform/model';
import { sharedNamespace } from '../platform/namespaces';
import type { SectionRule } from '../platform/rule';
import { functionMistakes } from './function-rules';
import { INGRESS_RULES } from './ingress-rules';

/** The end user licence agreement of the community edition, as changed in April 2026 (openfaas/faas, EULA.md). */
const TERMS = {
  community:
    'commercial use of the community edition ends after 60 days, and is limited to one installation per company; a company that has ever held a paid licence may not use it at all (EULA, 8.1 and 8.5)',
  pro: 'edition pro needs a paid licence',
} as const;

const licenceIsAccepted: SectionRule<OpenFaas> = ({ licenceAccepted, edition }) =>
  licenceAccepted
    ? []
    : [
        {
          path: ['openfaas', 'licenceAccepted'],
          problem: `OpenFaaS is not open-source software: ${TERMS[edition]}`,
          allowed: 'true, once you have read the licence and it permits your use',
          fix: 'read https://github.com/openfaas/faas/blob/master/EULA.md and docs/openfaas.md, then set openfaas.licenceAccepted: true, or openfaas.enabled: false',
        },
      ];

const licenseFitsEdition: SectionRule<OpenFaas> = ({ edition, licenseSecret }) => {
  if (edition === 'pro' && !licenseSecret)
    return [
      {
        path: ['openfaas', 'edition'],
        problem: 'the programs of edition pro do not start without a licence key',
        allowed: 'pro with openfaas.licenseSecret, or community',
        fix: 'add openfaas.licenseSecret: the name of a Secret with the key license',
      },
    ];
  if (edition === 'community' && licenseSecret)
    return [
      {
        path: ['openfaas', 'licenseSecret'],
        problem: 'the community edition reads no licence key',
        allowed: 'licenseSecret with openfaas.edition: pro',
        fix: 'set openfaas.edition: pro, or remove it',
      },
    ];
  return [];
};

const queueFitsEdition: SectionRule<OpenFaas> = ({ edition, async: { enabled, jetstream } }) => {
  if (edition === 'community' && jetstream)
    return [
      {
        path: ['openfaas', 'async', 'jetstream'],
        problem: 'the community edition has its queue in the memory of NATS Streaming; edition pro has JetStream',
        allowed: 'jetstream with openfaas.edition: pro',
        fix: 'set openfaas.edition: pro, or remove it',
      },
    ];
  if (edition === 'pro' && enabled && !jetstream)
    return [
      {
        path: ['openfaas', 'edition'],
        problem: 'the queue worker of edition pro needs NATS JetStream',
        allowed: 'pro with openfaas.async.jetstream',
        fix: 'add openfaas.async.jetstream: {}, or set openfaas.async.enabled: false',
      },
    ];
  return [];
};

const deploysByEdition: SectionRule<OpenFaas> = ({ edition, cliDeployments }) =>
  edition === 'pro' && cliDeployments
    ? [
        {
          path: ['openfaas', 'cliDeployments'],
          problem: 'it has no effect: the operator of edition pro always has these rights, for Function objects',
          allowed: 'true with openfaas.edition: community',
          fix: 'remove it',
        },
      ]
    : [];

const ownNamespaces: SectionRule<OpenFaas> = (_, platform) => [
  ...sharedNamespace(platform, 'openfaas', 'another one: it has the credentials of the gateway'),
  ...sharedNamespace(platform, 'functions', 'one of its own: functions are code of others'),
];

const exceptionsAreWithin: SectionRule<OpenFaas> = ({ egress }) => exceptionMistakes(['openfaas', 'egress'], egress);

const RULES: readonly SectionRule<OpenFaas>[] = [
  licenceIsAccepted,
  licenseFitsEdition,
  queueFitsEdition,
  deploysByEdition,
  ownNamespaces,
  exceptionsAreWithin,
  ...INGRESS_RULES,
];

/** The mistakes between the values of OpenFaaS, and of its functions, which has none while it is off. */
export function openFaasMistakes(platform: Platform): Mistake[] {
  const { openfaas } = platform;
  if (!openfaas.enabled) return [];
  return [...RULES.flatMap((rule) => rule(openfaas, platform)), ...functionMistakes(platform)];
}
