import { NGINX_MANAGEMENT_DIR, type NginxConfProps, nginxConf } from '../../../lib/openwhisk/nginx-conf';
import { freePorts } from '../ports';
import { Backend } from './backend';
import { FrontDoor } from './front-door';
import { NameServer } from './name-server';
import { Workshop } from './workshop';

/** Names of the upstreams, as only the name server of the test knows them. */
export const CONTROLLER = 'controller.test';
const GATEWAY = 'apigateway.test';

/** The platform behind the door, and the door, which is still closed. */
export interface Stage {
  readonly shop: Workshop;
  readonly names: NameServer;
  readonly controller: Backend;
  readonly controllerPort: number;
  /** The management of the API gateway. */
  readonly management: Backend;
  readonly door: FrontDoor;
  readonly conf: string;
  /** Ends everything. */
  readonly clear: () => void;
}

/** Sets the stage. */
export async function setStage(more: Partial<NginxConfProps> = {}): Promise<Stage> {
  const shop = new Workshop();
  const names = new NameServer();
  const [controller, managed, management] = [
    new Backend('controller'),
    new Backend('managed APIs'),
    new Backend('management of APIs'),
  ];
  const controllerPort = await controller.listen();
  const [http = 0, https = 0, gate = 0] = await freePorts(3);
  const apigatewayPort = await management.listen();
  const keyFile = `${NGINX_MANAGEMENT_DIR}/nginx-map`;
  names.addresses.set(CONTROLLER, '127.0.0.1').set(GATEWAY, '127.0.0.1');
  const conf = nginxConf({
    httpPort: http,
    httpsPort: https,
    ipv6: true,
    controllerHosts: [{ host: CONTROLLER, port: controllerPort }],
    apigatewayHost: GATEWAY,
    apigatewayMgmtPort: await managed.listen(),
    apiHostName: 'api.example.org',
    resolver: `127.0.0.1:${await names.listen()}`,
    workerProcesses: 1,
    readTimeoutSeconds: 75,
    management: { port: gate, apigatewayPort, keyFile },
    ...more,
  });
  const clear = (): void => {
    shop.stop();
    for (const server of [controller, managed, management, names]) server.close();
  };
  try {
    const door = await FrontDoor.of(shop, { http, https, gate });
    return { shop, names, controller, controllerPort, management, door, conf, clear };
  } catch (error) {
    clear();
    throw error;
  }
}
