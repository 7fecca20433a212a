import { PlatformFileError } from '../../lib/platform/mistake';
import { platformJsonSchema } from '../../lib/platform/model';
import { SECRET_SLOTS } from '../../lib/pulumi/secret-slots';
import { sortConfig, type ConfigValue, type StackConfig } from '../../lib/pulumi/stack-config';

const plain = (name: string, text: string): ConfigValue => ({ name, text, secret: false });
const secret = (name: string, text: string): ConfigValue => ({ name, text, secret: true });

function sort(...values: ConfigValue[]): StackConfig {
  return sortConfig(values, 'faas-stack', '/project');
}

function mistakes(...values: ConfigValue[]): string {
  try {
    sort(...values);
  } catch (error) {
    if (error instanceof PlatformFileError) return error.message;
    throw error;
  }
  throw new Error('nothing was wrong');
}

describe('the platform file', () => {
  it('is resolved from the folder of Pulumi.yaml', () => {
    expect(sort(plain('platform', 'platforms/lean.yaml')).platform).toBe('/project/platforms/lean.yaml');
    expect(sort(plain('platform', '/etc/lean.yaml')).platform).toBe('/etc/lean.yaml');
  });

  it('is the profile standard by default', () => {
    expect(sort().platform).toMatch(/stacks\/platforms\/standard\.yaml$/);
  });
});

describe('values of the platform', () => {
  const value = (name: string, text: string): unknown => sort(plain(name, text)).overrides?.[0]?.value;

  it.each([
    ['openwhisk.invoker.replicas', '3', 3],
    ['openwhisk.lean', 'true', true],
    ['openwhisk.invoker.userMemory', '4096m', '4096m'],
    // It looks like a number, but is text in the platform.
    ['openwhisk.imageTag', '20', '20'],
    ['openwhisk.nginx.workerProcesses', 'auto', 'auto'],
    ['images.pullSecrets', '["a", "b"]', ['a', 'b']],
    ['openwhisk', '{"invoker":{"replicas":3}}', { invoker: { replicas: 3 } }],
    ['openwhisk.invoker.replicas', 'many', 'many'],
  ])('%s %s', (name, text, expected) => {
    expect(value(name, text)).toEqual(expected);
  });

  it('keep their key and their path', () => {
    expect(sort(plain('openwhisk.invoker.replicas', '3')).overrides).toEqual([
      { key: 'faas-stack:openwhisk.invoker.replicas', path: ['openwhisk', 'invoker', 'replicas'], value: 3 },
    ]);
  });

  it('have to be YAML', () => {
    expect(mistakes(plain('images.pullSecrets', '["a"'))).toContain(
      'faas-stack:images.pullSecrets: the value is not YAML',
    );
  });

  it('must not be secrets, because manifests show them', () => {
    expect(mistakes(secret('openwhisk.invoker.replicas', '3'))).toContain(
      [
        'faas-stack:openwhisk.invoker.replicas: the value is set as a secret, but manifests show it',
        '    allowed: secrets: security.certificates.{tls.crt,tls.key}, openwhisk.auth.{system,guest}',
      ].join('\n'),
    );
  });
});

describe('values of the stack', () => {
  it.each(['True', 'yes', '1', ' true', 'tru', ''])('protectData is true or false, not %j', (text) => {
    const message = mistakes(plain('protectData', text));
    expect(message).toContain(`faas-stack:protectData: '${text}' is not true or false`);
    expect(message).toContain('allowed: true, false');
    const meant = !['tru', ''].includes(text);
    expect(message).toContain(`fix: pulumi config set faas-stack:protectData ${meant}`);
  });

  it('aliases in a value must not be within their own anchor, nor expand to too much', () => {
    expect(mistakes(plain('openwhisk.limits', '&a [*a]'))).toContain(
      'faas-stack:openwhisk.limits: the alias *a is within its own anchor',
    );
    const bomb = [
      'a: &a [x, x, x]',
      ...'bcdefghi'.split('').map((key, index) => {
        const before = 'abcdefgh'[index];
        return `${key}: &${key} [${Array<string>(9).fill(`*${before}`).join(', ')}]`;
      }),
    ].join('\n');
    expect(mistakes(plain('openwhisk.limits', bomb))).toContain('the YAML cannot be read: Excessive alias count');
  });

  it('a path with a reserved key is refused', () => {
    expect(mistakes(plain('__proto__.name', 'x'))).toContain('faas-stack:__proto__.name: the path has a reserved key');
  });
});

describe('values of Secrets', () => {
  it('are matched by the section that names the Secret, even with dots in keys', () => {
    const { secrets, overrides } = sort(
      secret('openwhisk.ingress.tls.tls.crt', 'a'),
      secret('openwhisk.ingress.tls.tls.key', 'b'),
      secret('openwhisk.redis.auth.password', 'c'),
    );
    expect(overrides).toEqual([]);
    expect(secrets).toEqual({
      'openwhisk.ingress.tls': {
        'tls.crt': 'openwhisk.ingress.tls.tls.crt',
        'tls.key': 'openwhisk.ingress.tls.tls.key',
      },
      'openwhisk.redis.auth': { password: 'openwhisk.redis.auth.password' },
    });
  });

  it('must not be in plain text, nor the content of a kubeconfig file; all are reported at once, none is shown', () => {
    const message = mistakes(
      plain('openwhisk.redis.auth.password', 'hunter2'),
      plain('kubeconfig', 'apiVersion: v1\nusers: [hunter2]'),
    );
    expect(message).toContain('2 mistakes');
    expect(message).toContain(
      [
        '  faas-stack:openwhisk.redis.auth.password: the value is a secret, and is stored in the configuration in plain text',
        '    allowed: a value that is encrypted',
        '    fix: pulumi config set --secret faas-stack:openwhisk.redis.auth.password; change the value, too, if others have seen the file',
      ].join('\n'),
    );
    expect(message).toContain('faas-stack:kubeconfig: the value is a secret');
    expect(message).not.toContain('hunter2');
  });

  it('have a slot for every property of the platform that names a Secret with credentials', () => {
    const inSchema = propertiesNamed('existingSecret', platformJsonSchema());
    const slots = SECRET_SLOTS.map(({ path }) => path.join('.'));
    expect([...slots].sort()).toEqual(inSchema.sort());
  });
});

interface Schema {
  readonly properties?: Readonly<Record<string, Schema>>;
}

/** Paths of all properties of a name, those within lists not. */
function propertiesNamed(name: string, { properties = {} }: Schema, path = ''): string[] {
  return Object.entries(properties).flatMap(([key, child]) =>
    key === name ? [`${path}${key}`] : propertiesNamed(name, child, `${path}${key}.`),
  );
}
