import { NGINX_HEALTH_PATH, NginxConfProps, nginxConf } from '../../lib/openwhisk/nginx-conf';

const PROPS: NginxConfProps = {
  ipv6: false,
  httpPort: 8080,
  httpsPort: 8443,
  controllerHosts: [{ host: 'ow-controller.faas.svc.cluster.local', port: 8080 }],
  apigatewayHost: 'ow-apigateway.faas.svc.cluster.local',
  apigatewayMgmtPort: 8081,
  apiHostName: 'api.example.org',
  resolver: '10.96.0.10',
  workerProcesses: 'auto',
  readTimeoutSeconds: 75,
};

/** A block of nginx.conf: its own directives, and the blocks in it by their heads. */
interface Block {
  readonly directives: string[];
  readonly blocks: { head: string; block: Block }[];
}

/** Reads nginx.conf as far as it is laid out here: one directive a line or several, blocks opened at a line's end. */
function parse(conf: string): Block {
  const root: Block = { directives: [], blocks: [] };
  const open = [root];
  let directive = '';
  for (const line of conf.split('\n').map((text) => text.trim())) {
    const current = open.at(-1);
    if (current === undefined) throw new Error(`closed too often before: ${line}`);
    if (line === '' || line.startsWith('#')) continue;
    if (line === '}') {
      open.pop();
    } else if (line.endsWith('{')) {
      const block = { directives: [], blocks: [] };
      current.blocks.push({ head: line.slice(0, -1).trim(), block });
      open.push(block);
    } else {
      directive += directive === '' ? line : ` ${line}`;
      if (!line.endsWith(';')) continue;
      current.directives.push(directive.slice(0, -1));
      directive = '';
    }
  }
  expect(open).toEqual([root]);
  expect(directive).toBe('');
  return root;
}

function blocks(parent: Block, head: string): Block[] {
  return parent.blocks.filter((child) => child.head === head).map(({ block }) => block);
}

function only(parent: Block, head: string): Block {
  const [found, ...more] = blocks(parent, head);
  expect(more).toEqual([]);
  if (found === undefined) throw new Error(`no block '${head}'`);
  return found;
}

/** The http block and the servers of the API host and of the vanity hosts. */
function front(props: NginxConfProps): { http: Block; api: Block; vanity: Block } {
  const http = only(parse(nginxConf(props)), 'http');
  const [api, vanity, ...more] = blocks(http, 'server');
  expect(more).toEqual([]);
  if (api === undefined || vanity === undefined) throw new Error('a server is missing');
  return { http, api, vanity };
}

function addresses(http: Block, upstream: string): string[] {
  return only(http, `upstream ${upstream}`)
    .directives.filter((directive) => directive.startsWith('server '))
    .map((directive) => directive.split(' ')[1] ?? '');
}

/** The upstream that a location sends to. */
function target(server: Block, location: string): string | undefined {
  const pass = only(server, `location ${location}`).directives.find((directive) => directive.startsWith('proxy_pass '));
  return pass?.replace('proxy_pass http://', '');
}

describe('33: the routes of the API host', () => {
  const { http, api } = front(PROPS);

  test.each([
    ['/api/v1', 'ow-controller.faas.svc.cluster.local:8080'],
    ['/api', 'ow-apigateway.faas.svc.cluster.local:8081'],
    ['= /v1/health-check', 'ow-apigateway.faas.svc.cluster.local:8081'],
    ['= /ping', 'ow-controller.faas.svc.cluster.local:8080'],
    ['= /', 'ow-controller.faas.svc.cluster.local:8080'],
  ])('%s goes to %s', (path, address) => {
    expect(addresses(http, target(api, path) ?? '')).toEqual([address]);
  });

  test('every other path is not found', () => {
    expect(only(api, 'location /').directives).toEqual(['return 404']);
    expect(api.blocks).toHaveLength(7);
  });

  test('the probe is answered by nginx alone and leaves no log line', () => {
    const { directives } = only(api, `location = ${NGINX_HEALTH_PATH}`);
    expect(directives).toContain('access_log off');
    expect(directives.at(-1)).toMatch(/^return 200 /);
  });

  test('every controller is in the upstream group', () => {
    const controllerHosts = ['a.faas', 'b.faas', 'c.faas'].map((host) => ({ host, port: 8080 }));
    expect(addresses(front({ ...PROPS, controllerHosts }).http, 'controllers')).toEqual([
      'a.faas:8080',
      'b.faas:8080',
      'c.faas:8080',
    ]);
  });
});

describe('the gate to the management of the API gateway', () => {
  const KEY_FILE = '/etc/nginx/management/nginx-map';
  const management = { port: 8081, apigatewayPort: 9000, keyFile: KEY_FILE };

  test('it exists only where actions manage APIs, on a port of its own', () => {
    expect(nginxConf(PROPS)).not.toContain('management');
    const http = only(parse(nginxConf({ ...PROPS, management })), 'http');
    const gate = blocks(http, 'server')[2];
    expect(gate?.directives).toContain('listen 8081');
    expect(addresses(http, 'apigateway_management')).toEqual(['ow-apigateway.faas.svc.cluster.local:9000']);
    expect(only(http, 'map $management_key $management_allowed').directives).toEqual([
      'default 0',
      `include ${KEY_FILE}`,
    ]);
  });

  test('a path of the key file that would end the directive is refused', () => {
    expect(() => nginxConf({ ...PROPS, management: { ...management, keyFile: '/x; return 200' } })).toThrow(
      "'/x; return 200' cannot be keyFile in nginx.conf: it holds a character of nginx's syntax",
    );
  });
});

describe('the routes of a vanity host', () => {
  const { vanity } = front(PROPS);
  const pattern = new RegExp(
    vanity.directives.find((directive) => directive.startsWith('server_name ~'))?.replace('server_name ~', '') ?? '',
  );

  test('its name gives the namespace', () => {
    expect(pattern.exec('guest.api.example.org')?.groups).toEqual({ namespace: 'guest' });
  });

  test.each(['api.example.org', 'guest.apixexample.org', 'a.b.api.example.org', 'guest.api.example.org.evil.net'])(
    '%s is not a vanity host',
    (host) => {
      expect(pattern.test(host)).toBe(false);
    },
  );

  test('everything goes to the web actions of the namespace', () => {
    expect(target(vanity, '/')).toBe('controllers');
    expect(only(vanity, 'location /').directives).toContain('rewrite ^/(.*)$ /api/v1/web/$namespace/$1 break');
    expect(only(vanity, 'location = /').directives).toContain(
      'rewrite ^ /api/v1/web/$namespace/public/index.html break',
    );
    expect(vanity.blocks).toHaveLength(2);
  });
});

describe('the servers', () => {
  test('the plain and the TLS port serve the same routes', () => {
    const { api, vanity } = front(PROPS);
    expect(listens(api)).toEqual(['8080 default_server', '8443 ssl default_server']);
    expect(listens(vanity)).toEqual(['8080', '8443 ssl']);
  });

  test('without a TLS port there is no TLS at all', () => {
    const conf = nginxConf({ ...PROPS, httpsPort: undefined });
    expect(conf).not.toContain('ssl');
    expect(listens(front({ ...PROPS, httpsPort: undefined }).api)).toEqual(['8080 default_server']);
  });

  test('on a dual-stack cluster, every port is open to IPv6, too', () => {
    const { api, vanity } = front({ ...PROPS, ipv6: true });
    expect(listens(api)).toEqual([
      '8080 default_server',
      '[::]:8080 default_server',
      '8443 ssl default_server',
      '[::]:8443 ssl default_server',
    ]);
    expect(listens(vanity)).toEqual(['8080', '[::]:8080', '8443 ssl', '[::]:8443 ssl']);
  });

  test('TLS 1.2 and 1.3 are spoken with the mounted certificate', () => {
    const { directives } = front(PROPS).http;
    expect(directives).toContain('ssl_protocols TLSv1.2 TLSv1.3');
    expect(directives).toContain('ssl_certificate /etc/nginx/certs/tls.crt');
    expect(directives).toContain('ssl_certificate_key /etc/nginx/certs/tls.key');
    expect(directives.filter((directive) => directive.startsWith('ssl_password_file'))).toEqual([]);
  });

  test('the file with the key’s pass phrase is named when there is one', () => {
    const { http } = front({ ...PROPS, sslPasswordFile: '/etc/nginx/certs/password' });
    expect(http.directives).toContain('ssl_password_file /etc/nginx/certs/password');
  });

  function listens(server: Block): string[] {
    return server.directives
      .filter((directive) => directive.startsWith('listen '))
      .map((directive) => directive.slice('listen '.length));
  }
});

describe('limits and timeouts', () => {
  test('bodies of 50 MB and answers within 75 s pass by default', () => {
    const { directives } = front(PROPS).http;
    expect(directives).toContain('client_max_body_size 50M');
    expect(directives).toContain('proxy_read_timeout 75s');
  });

  test('both can be set', () => {
    const { directives } = front({ ...PROPS, maxBodySize: '8M', readTimeoutSeconds: 310 }).http;
    expect(directives).toContain('client_max_body_size 8M');
    expect(directives).toContain('proxy_read_timeout 310s');
  });
});

describe('the upstreams', () => {
  const { http } = front(PROPS);

  test.each(['controllers', 'apigateway_managed'])(
    '%s are looked up while nginx runs and keep connections open',
    (name) => {
      const { directives } = only(http, `upstream ${name}`);
      expect(directives.filter((directive) => directive.startsWith('server '))).toEqual([
        expect.stringMatching(/ resolve\b/),
      ]);
      expect(directives).toContainEqual(expect.stringMatching(/^zone /));
      expect(directives).toContainEqual(expect.stringMatching(/^keepalive \d+$/));
    },
  );

  test('the resolver is the cluster DNS', () => {
    expect(http.directives).toContain('resolver 10.96.0.10');
    expect(http.directives).toContain('proxy_http_version 1.1');
  });

  test('no inner block sets its own header, which would disable the inheritance of all', () => {
    for (const server of blocks(http, 'server')) {
      expect(JSON.stringify(server)).not.toMatch(/proxy_set_header|add_header/);
    }
  });
});

describe('a container with a read-only root file system and no root', () => {
  const conf = nginxConf(PROPS);

  test('writes nowhere but to /tmp and the container’s output', () => {
    const written = [...conf.matchAll(/^\s*(?:pid|\w+_temp_path|access_log|error_log) (\/\S+?)[ ;]/gm)].map(
      ([, path]) => path,
    );
    expect(written).toHaveLength(8);
    for (const path of written) {
      expect(path).toMatch(/^\/(tmp\/|dev\/stdout$|dev\/stderr$)/);
    }
  });

  test('sets neither the user nor the foreground mode, which the command line does', () => {
    expect(conf).not.toMatch(/^\s*(user|daemon) /m);
  });

  test('does not reveal its version', () => {
    expect(front(PROPS).http.directives).toContain('server_tokens off');
  });
});

test('rendering without a controller fails', () => {
  expect(() => nginxConf({ ...PROPS, controllerHosts: [] })).toThrow('at least one controller');
});

test.each([
  ['apiHostName', { apiHostName: 'x; return 200' }],
  ['hosts', { controllerHosts: [{ host: 'a}', port: 1 }] }],
  ['resolver', { resolver: '10.0.0.10;\nuser root' }],
])('%s cannot smuggle directives in', (name, props) => {
  expect(() => nginxConf({ ...PROPS, ...props })).toThrow(`cannot be ${name} in nginx.conf`);
});
