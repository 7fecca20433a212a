import type { ConfigPath, Mistake } from '../platform/mistake';
import type { GatewayRoutes } from '../platform/model';
import { gatewayMistakes, type RoutesInFile } from './mistakes';

/** A program of the platform file with an Ingress, or with routes in its place. */
interface ProgramInFile extends Pick<RoutesInFile, 'namespace' | 'least'> {
  /** Path of the section that has the keys of the Ingress. */
  readonly path: ConfigPath;
  readonly section: {
    readonly gateway?: GatewayRoutes;
    readonly host?: string;
    readonly tlsSecret?: string;
  };
  /** Keys of the section that an Ingress alone reads. */
  readonly ofIngress: readonly string[];
}

/** The mistakes in the routes of a program whose users log in: clients use https. */
export function programMistakes({ path, section, ofIngress, ...rest }: ProgramInFile): Mistake[] {
  const { gateway, host } = section;
  if (!gateway) return [];
  const at = [...path, 'gateway'];
  const name = path.join('.');
  const unused = (key: string, reason: string, fix: string): Mistake => ({
    path: [...path, key],
    problem: `it has no effect: ${reason}`,
    allowed: `${key} without ${name}.gateway`,
    fix,
  });
  return [
    ...(host
      ? []
      : [
          {
            path: at,
            problem: 'there is no host to route',
            allowed: 'gateway together with host',
            fix: `add ${name}.host, or remove gateway`,
          },
        ]),
    ...ofIngress
      .filter((key) => isWritten((section as Readonly<Record<string, unknown>>)[key]))
      .map((key) => unused(key, 'with gateway, there is no Ingress', 'remove it')),
    ...certificateMistakes(at, name, gateway, section.tlsSecret),
    ...gatewayMistakes({ ...rest, path: at, requiredBy: at, gateway, protocol: 'https' }),
  ];
}

/** Passwords and cookies are sent over TLS only: by the certificate of the Gateway, or by the listener that an existing one has for it. */
function certificateMistakes(at: ConfigPath, name: string, gateway: GatewayRoutes, tlsSecret?: string): Mistake[] {
  const { className, certificate, parentRefs } = gateway;
  if (!className)
    return [
      ...(tlsSecret
        ? [
            {
              path: [...at.slice(0, -1), 'tlsSecret'],
              problem: 'it has no effect: the existing Gateway has the certificate',
              allowed: 'tlsSecret with gateway.className, or without gateway',
              fix: 'remove it',
            },
          ]
        : []),
      ...parentRefs.flatMap(({ sectionName }, index) =>
        sectionName
          ? []
          : [
              {
                path: [...at, 'parentRefs', index],
                problem: 'the route would attach to every listener, and passwords could be sent in clear text',
                allowed: 'parentRefs with the HTTPS listener as sectionName',
                fix: 'add sectionName, such as https',
              },
            ],
      ),
    ];
  if (Boolean(tlsSecret) !== Boolean(certificate)) return [];
  return [
    {
      path: at,
      problem: tlsSecret ? 'there are two sources of one certificate' : 'the created Gateway has no certificate',
      allowed: `${name}.tlsSecret, or certificate in another namespace`,
      fix: tlsSecret ? 'remove one of them' : `add ${name}.tlsSecret: <Secret>`,
    },
  ];
}

function isWritten(value: unknown): boolean {
  return typeof value === 'object' && value !== null ? Object.keys(value).length > 0 : Boolean(value);
}
