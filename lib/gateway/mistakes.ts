import type { ConfigPath, Mistake } from '../platform/mistake';
import type { GatewayRoutes } from '../platform/model';

/** Where a platform file has the routes of a program. */
export interface RoutesInFile {
  /** Path of the section. */
  readonly path: ConfigPath;
  /** Path of the value that requires the section. */
  readonly requiredBy: ConfigPath;
  readonly gateway?: GatewayRoutes;
  /** Namespace of the routes. */
  readonly namespace: string;
  readonly protocol: 'http' | 'https';
  /** Least timeout of a request, and its reason. @default - any */
  readonly least?: { readonly seconds: number; readonly reason: string };
}

/** The mistakes in the routes of a program. */
export function gatewayMistakes(routes: RoutesInFile): Mistake[] {
  const { gateway, path, requiredBy } = routes;
  if (!gateway || (gateway.parentRefs.length === 0 && !gateway.className)) {
    const section = path.join('.');
    return [
      {
        path: gateway ? path : requiredBy,
        problem: `neither ${section}.parentRefs nor ${section}.className names a Gateway`,
        allowed: 'parentRefs of existing Gateways, or the className of a Gateway that the platform creates',
        fix: `add ${section}.parentRefs: [{ name: <Gateway>, namespace: <its namespace> }], or ${section}.className: <GatewayClass>`,
      },
    ];
  }
  return RULES.flatMap((rule) => rule(gateway, routes));
}

type RouteRule = (gateway: GatewayRoutes, routes: RoutesInFile) => Mistake[];

const oneKindOfGateway: RouteRule = ({ parentRefs, className }, { path }) =>
  parentRefs.length > 0 && className
    ? [
        {
          path: [...path, 'className'],
          problem: 'the routes attach to existing Gateways, and a Gateway of this class would have none',
          allowed: 'parentRefs or className',
          fix: 'remove one of them',
        },
      ]
    : [];

/** Two references to one Gateway differ in their listener (Gateway API, a CEL rule of `spec.parentRefs`). */
const distinctParents: RouteRule = ({ parentRefs }, { path, namespace: home }) =>
  parentRefs.flatMap(({ name, namespace = home, sectionName }, index) => {
    const earlier = parentRefs.slice(0, index).find((other) => {
      const same = other.name === name && (other.namespace ?? home) === namespace;
      return same && (!sectionName || !other.sectionName || other.sectionName === sectionName);
    });
    if (!earlier) return [];
    return [
      {
        path: [...path, 'parentRefs', index],
        problem: `the Gateway ${namespace}/${name} is already in the list`,
        allowed: 'one entry per Gateway, or entries with different values of sectionName',
        fix: 'remove it, or write a sectionName in each',
      },
    ];
  });

const redirectHasListener: RouteRule = ({ parentRefs, className, redirectFrom }, { path, protocol }) => {
  if (!redirectFrom) return [];
  const wrong = (problem: string, allowed: string, fix: string): Mistake[] => [
    { path: [...path, 'redirectFrom'], problem, allowed, fix },
  ];
  if (className)
    return wrong('a created Gateway redirects from its own HTTP listener', 'redirectFrom with parentRefs', 'remove it');
  if (protocol === 'http') return wrong('clients use http', 'redirectFrom with https', 'remove it');
  const open = parentRefs.some(({ sectionName }) => !sectionName || sectionName === redirectFrom);
  if (!open) return [];
  return wrong(
    `the listener ${redirectFrom} would have two routes, one to the program and the redirect`,
    'redirectFrom with the name of another listener as sectionName of each of parentRefs',
    `add the HTTPS listener to each of parentRefs, such as sectionName: https`,
  );
};

const onlyCreatedGateways: RouteRule = ({ className, certificate, annotations }, { path, protocol }) => [
  ...(['certificate', 'annotations'] as const).flatMap((key): Mistake[] => {
    const written = key === 'certificate' ? certificate !== undefined : Object.keys(annotations).length > 0;
    if (!written || className) return [];
    return [
      {
        path: [...path, key],
        problem: 'it has no effect: the platform creates no Gateway',
        allowed: `${key} with className`,
        fix: 'remove it: an existing Gateway has its own',
      },
    ];
  }),
  ...(className && certificate && protocol === 'http'
    ? [
        {
          path: [...path, 'certificate'],
          problem: 'it has no effect: clients use http',
          allowed: 'certificate with https',
          fix: 'remove it',
        },
      ]
    : []),
];

/** Classes of Google's load balancers begin so; they refuse a route with a timeout (kserve#5311). */
const GKE_CLASS = /^gke-l7-/;

const timeoutsFit: RouteRule = ({ className, timeouts, requestSeconds }, { path, least }) => {
  if (!timeouts) {
    if (requestSeconds === undefined) return [];
    return [
      {
        path: [...path, 'requestSeconds'],
        problem: `${requestSeconds} has no effect with ${path.join('.')}.timeouts: false`,
        allowed: 'requestSeconds with timeouts: true',
        fix: 'remove one of them',
      },
    ];
  }
  return [
    ...(className && GKE_CLASS.test(className)
      ? [
          {
            path: [...path, 'className'],
            problem: `the load balancers of ${className} refuse routes with a timeout`,
            allowed: `gke-l7-* with ${path.join('.')}.timeouts: false`,
            fix: `set ${path.join('.')}.timeouts: false, and the timeout of the back end in a GCPBackendPolicy`,
          },
        ]
      : []),
    ...(least && requestSeconds !== undefined && requestSeconds < least.seconds
      ? [
          {
            path: [...path, 'requestSeconds'],
            problem: `${requestSeconds} is less than the ${least.seconds} s ${least.reason}`,
            allowed: `at least ${least.seconds}`,
            fix: 'remove it: the platform derives it',
          },
        ]
      : []),
  ];
};

const RULES: readonly RouteRule[] = [
  oneKindOfGateway,
  distinctParents,
  redirectHasListener,
  onlyCreatedGateways,
  timeoutsFit,
];
