import fc from 'fast-check';
import { limitAnnotations, shortTimeouts } from '../../lib/kube/ingress-controllers';

test('an Ingress has the limits of every controller inside the cluster', () => {
  expect(limitAnnotations({ seconds: 80, bodyMiB: 50 })).toEqual({
    'nginx.ingress.kubernetes.io/proxy-read-timeout': '80',
    'nginx.ingress.kubernetes.io/proxy-body-size': '50m',
    'nginx.org/proxy-read-timeout': '80s',
    'nginx.org/client-max-body-size': '50m',
    'haproxy.org/timeout-server': '80s',
    'haproxy-ingress.github.io/timeout-server': '80s',
    'projectcontour.io/response-timeout': '80s',
    'haproxy.router.openshift.io/timeout': '80s',
  });
});

test('load balancers of clouds, which other Ingresses may share, are configured for their own class only', () => {
  const cloud = (className?: string): string[] =>
    Object.entries(limitAnnotations({ seconds: 80 }, className))
      .filter(([key]) => /^(alb|appgw)\./.test(key))
      .map(([key, value]) => `${key}: ${value}`);
  expect(cloud()).toEqual([]);
  expect(cloud('nginx')).toEqual([]);
  expect(cloud('alb')).toEqual(['alb.ingress.kubernetes.io/load-balancer-attributes: idle_timeout.timeout_seconds=80']);
  expect(cloud('azure-application-gateway')).toEqual(['appgw.ingress.kubernetes.io/request-timeout: 80']);
});

test('of the annotations that are written, exactly those below a time are too short', () => {
  const seconds = fc.integer({ min: 1, max: 1e4 });
  const classes = fc.constantFrom(undefined, 'nginx', 'alb', 'azure-application-gateway');
  fc.assert(
    fc.property(seconds, seconds, classes, (written, needed, className) => {
      const annotations = limitAnnotations({ seconds: written }, className);
      const short = shortTimeouts(annotations, needed, className).map(({ annotation }) => annotation);
      expect(short).toEqual(written < needed ? Object.keys(annotations) : []);
    }),
  );
});

test('values in another unit are left to the controller', () => {
  expect(shortTimeouts({ 'haproxy.org/timeout-server': '5m', 'nginx.org/proxy-read-timeout': '1h' }, 75)).toEqual([]);
});
